/* Starts the program: loads runtime\python313.dll from beside itself and lets it run start_desk.
 *
 * One process, so that Task Manager, the task bar and the lock of the register see the program itself.
 * Built twice: for the window, and with -DCONSOLE for the command line.
 */
#include <windows.h>
#include <shellapi.h>

#define LONGEST 32768 /* characters of a path, as Windows has it */
#define FIXED 7       /* words before those of the command line */
#ifdef CONSOLE
#define KIND L"--console"
#else
#define KIND L"--window"
#endif

typedef int (*PythonMain)(int, wchar_t **);

static int refuse(const wchar_t *sentence)
{
#ifdef CONSOLE
    DWORD done;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, sentence, lstrlenW(sentence), &done, NULL)) {
        char bytes[1024];
        int length = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes, NULL, NULL);
        if (length > 0)
            WriteFile(out, bytes, length - 1, &done, NULL);
    }
#else
    MessageBoxW(NULL, sentence, L"乡镇信访工作台", MB_ICONERROR | MB_SETFOREGROUND);
#endif
    return 9;
}

static int run(void)
{
    static wchar_t own[LONGEST], library[LONGEST];
    static wchar_t *options[FIXED] = {own, L"-X", L"utf8", L"-B", L"-m", L"start_desk", KIND};
    int given = 0, at;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &given), **all, *end;
    DWORD length = GetModuleFileNameW(NULL, own, LONGEST);

    if (!words || length == 0 || length + 32 > LONGEST)
        return refuse(L"程序所在的文件夹路径太长，没有启动；请把程序放到路径短一些的文件夹。");
    SetDllDirectoryW(L"");                           /* no library from the current folder, a stick for instance */
    CreateMutexW(NULL, FALSE, L"PetitionDesk.Running"); /* kept until the end: setup and removal ask for it */
    lstrcpyW(library, own);
    for (end = library + length; end > library && *end != L'\\'; end--)
        ;
    lstrcpyW(end, L"\\runtime\\python313.dll");
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    PythonMain python_main = python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    all = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, (FIXED + given + 1) * sizeof *all);
    if (!python_main || !all)
        return refuse(L"程序文件不完整，没有启动，登记数据没有动；请重新安装，或者把便携版的整个文件夹再复制一次。");
    for (at = 0; at < FIXED; at++)
        all[at] = options[at];
    for (at = 1; at < given; at++)
        all[FIXED + at - 1] = words[at];
    return python_main(FIXED + (given > 0 ? given - 1 : 0), all);
}

#ifdef CONSOLE
int wmain(void)
{
    return run();
}
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show)
{
    (void)self, (void)before, (void)line, (void)show;
    return run();
}
#endif
