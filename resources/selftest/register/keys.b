{
 "format": "xfb-keys-1",
 "slots": [
  {
   "kind": "password",
   "kdf": {
    "name": "argon2id",
    "memory_kib": 19456,
    "passes": 2,
    "salt": "wExuWdJQ9tQptikydxmwgg=="
   },
   "nonce": "QfnlmRmj7uxwXjSo",
   "wrapped": "l8BfFuTCK4MUz5Xo1usaholLE91dcQVfeE676KhDFNecuZYT9aqnOLW/oeMP6KGb"
  }
 ]
}