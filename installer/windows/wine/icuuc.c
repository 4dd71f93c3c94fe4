/* For the trial under wine only, never shipped: Windows 10 has an icuuc.dll of its own, wine has none.
 * Qt asks it for converters of old encodings; each answer here is "not supported", which Qt can bear. */
#define OUT __declspec(dllexport)
#define UNSUPPORTED 16
static void *nothing(int *error)
{
    if (error)
        *error = UNSUPPORTED;
    return 0;
}
OUT void *ucnv_open(const char *name, int *error) { (void)name; return nothing(error); }
OUT void ucnv_close(void *converter) { (void)converter; }
OUT void ucnv_reset(void *converter) { (void)converter; }
OUT signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
OUT const char *ucnv_getName(const void *converter, int *error) { (void)converter; return nothing(error); }
OUT int ucnv_countAvailable(void) { return 0; }
OUT const char *ucnv_getAvailableName(int number) { (void)number; return 0; }
OUT const char *ucnv_getStandardName(const char *a, const char *b, int *error) { (void)a; (void)b; return nothing(error); }
OUT int ucnv_fromUCountPending(const void *converter, int *error) { (void)converter; nothing(error); return 0; }
OUT int ucnv_toUCountPending(const void *converter, int *error) { (void)converter; nothing(error); return 0; }
/* Called only with a converter that was opened, so never. */
#define NEVER(name) OUT void name(void) {}
NEVER(ucnv_getToUCallBack) NEVER(ucnv_getFromUCallBack) NEVER(ucnv_setToUCallBack) NEVER(ucnv_setFromUCallBack)
NEVER(ucnv_cbToUWriteUChars) NEVER(ucnv_cbFromUWriteUChars) NEVER(ucnv_toUnicode) NEVER(ucnv_fromUnicode)
NEVER(UCNV_FROM_U_CALLBACK_SUBSTITUTE) NEVER(UCNV_TO_U_CALLBACK_SUBSTITUTE)
int __stdcall DllMain(void *self, unsigned why, void *more) { (void)self; (void)why; (void)more; return 1; }
