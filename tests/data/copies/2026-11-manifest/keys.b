{
 "format": "xfb-keys-2",
 "store": "f969a0cc0364c09a",
 "generation": 1,
 "slots": [
  {
   "id": "4cd6e920",
   "kind": "password",
   "label": "",
   "since": "2026-11-20",
   "nonce": "fpU2B/8eyO6iPNiy",
   "kdf": {
    "name": "argon2id",
    "memory_kib": 19456,
    "passes": 2,
    "salt": "5su29rOCaQ9rpSr23DqTjA=="
   },
   "wrapped": "5KkDVEGT0lWV4eaILPV+JAUv5st0Swc/PCWvvEAl780ZlQ1p+rKpSxkE4jGQxvz/"
  },
  {
   "id": "cf0bc30c",
   "kind": "recovery",
   "label": "EAFE-3051",
   "since": "2026-11-20",
   "nonce": "a1nV9IsXfqQTTgHL",
   "kdf": {
    "name": "hkdf",
    "salt": "RZchLdO3SMuD7chuP2FoEA=="
   },
   "wrapped": "/81LpnFe7y0h6uIYMGYXbHXLaBnf+fiGTPjFywunBmNTQSfiShUlumd7z956kcat"
  }
 ],
 "digest": "1f9856fcb07607fb1276139a87dc2a70f34251d929fc51321c61f24fc2e3c431"
}