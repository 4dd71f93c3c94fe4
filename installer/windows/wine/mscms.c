/* For the trial under wine only, never shipped: what Qt's window plugin asks of the colour system beyond
 * wine's own mscms.dll. Every answer is "there is no colour profile". */
#define OUT __declspec(dllexport)
#define FAILED_RESULT ((int)0x80004001)
#define NONE(name) OUT void *name(void) { return 0; }
NONE(OpenColorProfileA) NONE(OpenColorProfileW) NONE(WcsOpenColorProfileW) NONE(WcsCreateIccProfile)
NONE(GetColorProfileFromHandle) NONE(WcsGetDefaultColorProfile) NONE(WcsGetDefaultColorProfileSize)
NONE(WcsGetUsePerUserProfiles) NONE(GetColorDirectoryW) NONE(CloseColorProfile)
OUT int ColorProfileGetDisplayDefault(void) { return FAILED_RESULT; }
OUT int ColorProfileGetDisplayUserScope(void) { return FAILED_RESULT; }
int __stdcall DllMain(void *self, unsigned why, void *more) { (void)self; (void)why; (void)more; return 1; }
