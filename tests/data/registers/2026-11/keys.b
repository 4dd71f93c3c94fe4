{
 "format": "xfb-keys-1",
 "slots": [
  {
   "kind": "password",
   "kdf": {
    "name": "argon2id",
    "memory_kib": 19456,
    "passes": 2,
    "salt": "18twW8sQ9+dvSLqdZrJ2MA=="
   },
   "nonce": "CoQYTPLe0nAJZZpf",
   "wrapped": "X6a6ECXgwiWwVXQga8OryGm3lDSoTuojW7mRPitBNc/cD4THb1LB2psOQ1/XgKiQ"
  }
 ]
}