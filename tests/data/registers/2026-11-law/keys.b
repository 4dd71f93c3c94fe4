{
 "format": "xfb-keys-1",
 "slots": [
  {
   "kind": "password",
   "kdf": {
    "name": "argon2id",
    "memory_kib": 19456,
    "passes": 2,
    "salt": "pjBMlu3n/2vWI+afAT3i+g=="
   },
   "nonce": "Q+dKvVwHmbAfqyES",
   "wrapped": "3z7u0EeWJPnZdQ9DiE8tFhS/kAjMan3OLnxRd3JQJEmZzvTTOlS3zMebKp7DhaGc"
  }
 ]
}