; 乡镇信访工作台 for Windows: for one user, without administrator's rights, in Chinese.
;
; The program lies in $INSTDIR\desk and is replaced as a whole: laid beside as desk.new, then two renames.
; What goes wrong before them leaves the old program, what goes wrong between them is put back.
; The register lies in ${DATA} and is never touched; before an upgrade its files are copied.
;
; Exit codes of a silent run (/S): 3 older than what is installed, 4 the program runs, 5 this Windows
; cannot run it, 6 the register could not be copied, 7 the folder is not ours or not writable.
Unicode true
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WordFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"

!define NAME "乡镇信访工作台"
!define WINDOW "乡镇信访工作台.exe"
!define CONSOLE "petition-desk.exe"
!define DATA "$LOCALAPPDATA\petition-desk"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\PetitionDesk"
!define BUNDLE "PetitionDesk.Bundle"
!define MARK "desk\program\start_desk.py" ; a folder that holds this is ours

Name "${NAME}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\PetitionDesk"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
ManifestDPIAware true
!ifdef QUICK
  SetCompressor zlib ; twice as large, made in seconds, for trials
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDateSave on
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "木兰宽松许可证，第2版（MulanPSL-2.0）"

Var Before ; the version that is installed, empty if none

!define MUI_ICON "petition-desk.ico"
!define MUI_UNICON "petition-desk.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "只为当前用户安装，不需要管理员权限，不需要联网。$\r$\n$\r$\n登记数据和程序分开存放，在$\r$\n${DATA}$\r$\n升级和卸载都不动它；升级前还会先复制一份。$\r$\n$\r$\n安装前请先关闭正在使用的${NAME}。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\desk\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!define MUI_FINISHPAGE_TITLE "安装好了"
!define MUI_FINISHPAGE_TEXT "以后从开始菜单打开“${NAME}”。第一次打开会引导建立机构；也可以先建练习台，用虚构的人和事熟悉一遍。"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载${NAME}的程序文件。登记数据不会删除，仍在：$\r$\n${DATA}"
!define MUI_UNFINISHPAGE_NOAUTOCLOSE
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "licence.txt"
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "已卸载"
!define MUI_FINISHPAGE_TEXT "程序已经删除。$\r$\n$\r$\n登记数据没有删除，仍在：$\r$\n${DATA}$\r$\n$\r$\n重新安装以后可以接着使用。确实不再需要时，请按单位的规定办理销毁审批，再自己删除这个文件夹。"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"

; Say why and go; a silent run has the exit code.
!macro REFUSE code sentence
  MessageBox MB_OK|MB_ICONEXCLAMATION "${sentence}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend
!define Refuse "!insertmacro REFUSE"

; The launchers hold this mutex as long as the program runs. One that is just closing, because it started
; this setup itself, gets six seconds.
!macro WAIT_UNTIL_CLOSED sentence
  StrCpy $1 0
  ${Do}
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "PetitionDesk.Running") p .r0'
    ${If} $0 P= 0
      ${Break}
    ${EndIf}
    System::Call 'kernel32::CloseHandle(p r0)'
    ${If} $1 < 12
      IntOp $1 $1 + 1
      Sleep 500
      ${Continue}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${sentence}" /SD IDCANCEL IDRETRY +3
      SetErrorLevel 4
      Quit
  ${Loop}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    ${Refuse} 5 "这台电脑是32位Windows，${NAME}需要64位Windows 10或Windows 11；没有安装任何文件。"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    ${Refuse} 5 "这台电脑的Windows版本太旧，${NAME}需要Windows 10（1809及以后）或Windows 11；没有安装任何文件。"
  ${EndIf}
  ReadRegStr $Before HKCU "${KEY}" "DisplayVersion"
  ${If} $Before != ""
    ${VersionCompare} "$Before" "${VERSION}" $0
    ${If} $0 = 1
      ${Refuse} 3 "已经安装了更新的版本$Before，不能换成${VERSION}；程序和登记数据都没有改动。确实要退回，请先卸载，再安装旧版本，并从升级前副本恢复数据。"
    ${EndIf}
  ${EndIf}
  !insertmacro WAIT_UNTIL_CLOSED "${NAME}正在运行，没有安装。请先关闭它（包括任务栏右下角的图标），再点“重试”。"
FunctionEnd

; The folder must be ours, or one that does not hold something else under our name.
Function CheckFolder
  ${If} ${FileExists} "$INSTDIR\desk\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${MARK}"
    MessageBox MB_OK|MB_ICONEXCLAMATION "“$INSTDIR”里已经有别的内容，没有动它；请换一个文件夹。" /SD IDOK
    Abort
  ${EndIf}
FunctionEnd

; Undo what was laid beside, and end.
!macro GIVE_UP code sentence
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\desk.new"
  ${Refuse} ${code} "${sentence}"
!macroend

Section "${NAME}（必需）" Program
  SectionIn RO
  Call CheckFolder
  SetOutPath "$INSTDIR"
  ; The end of an exchange that a power cut stopped.
  ${If} ${FileExists} "$INSTDIR\desk.old\*.*"
    ${If} ${FileExists} "$INSTDIR\desk\*.*"
      RMDir /r "$INSTDIR\desk.old"
    ${Else}
      Rename "$INSTDIR\desk.old" "$INSTDIR\desk"
    ${EndIf}
  ${EndIf}
  RMDir /r "$INSTDIR\desk.new"
  ClearErrors
  !include "files.nsh"
  ${If} ${Errors}
    !insertmacro GIVE_UP 7 "文件没有写完，没有安装，原来的程序和登记数据都没有改动；请检查磁盘空间，或换一个文件夹再试。"
  ${EndIf}
  SetOutPath "$TEMP"
  ${If} $Before != ""
  ${AndIf} $Before != "${VERSION}"
    DetailPrint "正在复制登记数据"
    nsExec::ExecToStack '"$INSTDIR\desk.new\${CONSOLE}" keep-before-upgrade --from "$Before"'
    Pop $0
    Pop $1
    ${If} $0 != 0
      !insertmacro GIVE_UP 6 "升级前没能复制登记数据，没有升级，原来的程序和登记数据都没有改动。$\r$\n$1"
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\desk\*.*"
    Rename "$INSTDIR\desk" "$INSTDIR\desk.old"
  ${EndIf}
  ${If} ${Errors}
    !insertmacro GIVE_UP 4 "${NAME}的文件正被使用，没有升级，原来的程序和登记数据都没有改动；请关闭它，或重新启动电脑后再安装。"
  ${EndIf}
  Rename "$INSTDIR\desk.new" "$INSTDIR\desk"
  ${If} ${Errors}
    Rename "$INSTDIR\desk.old" "$INSTDIR\desk"
    !insertmacro GIVE_UP 7 "新程序没能放到位，已恢复原来的程序，登记数据没有改动；请关闭杀毒软件的拦截提示后再试。"
  ${EndIf}
  RMDir /r "$INSTDIR\desk.old"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$DOCUMENTS" ; where the program's questions for files begin
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\desk\${WINDOW}"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\desk\${WINDOW}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "桌面快捷方式" Desktop
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\desk\${WINDOW}"
SectionEnd

Section "双击打开.xfb文件" Bundles
  WriteRegStr HKCU "Software\Classes\${BUNDLE}" "" "信访数据报送包"
  WriteRegStr HKCU "Software\Classes\${BUNDLE}\DefaultIcon" "" "$INSTDIR\desk\${WINDOW},0"
  WriteRegStr HKCU "Software\Classes\${BUNDLE}\shell\open\command" "" '"$INSTDIR\desk\${WINDOW}" "%1"'
  WriteRegStr HKCU "Software\Classes\.xfb" "" "${BUNDLE}"
  ${RefreshShellIcons}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Program} "程序、字体、常用法规和办文模板。"
  !insertmacro MUI_DESCRIPTION_TEXT ${Desktop} "在桌面上放一个图标。"
  !insertmacro MUI_DESCRIPTION_TEXT ${Bundles} "在U盘里双击县局的.xfb文件，就打开报送页面。"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function un.onInit
  !insertmacro WAIT_UNTIL_CLOSED "${NAME}正在运行，没有卸载。请先关闭它（包括任务栏右下角的图标），再点“重试”。"
FunctionEnd

Section "Uninstall"
  ${IfNot} ${FileExists} "$INSTDIR\${MARK}"
    ${Refuse} 7 "“$INSTDIR”里没有${NAME}，什么也没有删除。"
  ${EndIf}
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\desk"
  RMDir /r "$INSTDIR\desk.old"
  RMDir /r "$INSTDIR\desk.new"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only if nothing of somebody else's lies in it
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Classes\${BUNDLE}"
  ReadRegStr $0 HKCU "Software\Classes\.xfb" ""
  ${If} $0 == "${BUNDLE}"
    DeleteRegKey HKCU "Software\Classes\.xfb"
  ${EndIf}
  ${RefreshShellIcons}
SectionEnd
