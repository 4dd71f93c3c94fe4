"""One file per layout: how a paper of that kind stands on its pages."""
