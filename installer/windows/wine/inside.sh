#!/bin/bash
# Inside the root of try_in_wine.sh. Each line says what was tried; the first that fails ends it with exit 1.
set -u
export HOME=/trial/home WINEPREFIX=/trial/prefix WINEDEBUG=-all LANG=zh_CN.UTF-8 LC_ALL=zh_CN.UTF-8
export WINEDLLOVERRIDES="mscoree,mshtml=;mscms=n,b;icuuc=n,b" PETITION_DESK_PASSWORD=试用的密码1234
OUT=/trial/out
LOCAL="$WINEPREFIX/drive_c/users/root/AppData/Local"
PLACE="$LOCAL/Programs/PetitionDesk" DATA="$LOCAL/petition-desk"
DESK="$PLACE/desk" MENU="$WINEPREFIX/drive_c/users/root/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
KEY='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\PetitionDesk'

say() { printf '%s  %s\n' "$(date +%T)" "$*" | tee -a $OUT/trial.txt; }
fail() { say "FAILED: $*"; exit 1; }
expect() { # what, wanted, found
    if [ "$2" = "$3" ]; then say "ok  $1: $3"; else fail "$1: wanted $2, found $3"; fi
}
picture() { sleep "${2:-2}"; import -window root "$OUT/$1.png"; }
version() { wine reg query "$KEY" /v DisplayVersion 2>/dev/null | tr -d '\r' | awk '/DisplayVersion/ {print $3}'; }
desk() { wine "$DESK/petition-desk.exe" "$@" 2>&1 | tr -d '\r'; return "${PIPESTATUS[0]}"; }
there() { timeout 120 xdotool search --sync --onlyvisible --name "$1" >/dev/null || fail "no window $1"; sleep "${2:-2}"; }
settle() { wineserver -w; } # until every Windows process has ended
sums() { (cd "$DATA" && find . -type f ! -name open.lock -exec sha256sum {} + | sort -k 2); }

prefix() {
    wineserver -k
    sleep 1
    rm -rf "$WINEPREFIX"
    wineboot -i >/dev/null 2>&1
    settle
    cp /trial/stubs/*.dll "$WINEPREFIX/drive_c/windows/system32/"
    wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
    for font in Tahoma "MS Shell Dlg" "MS Shell Dlg 2" SimSun 宋体; do # wine has no Chinese one for dialogs
        wine reg add 'HKCU\Software\Wine\Fonts\Replacements' /v "$font" /d "Noto Sans CJK SC" /f >/dev/null
    done
    settle
    say "wine: $(wine --version), $(wine cmd /c ver | tr -d '\r' | tail -n 1)"
}

install_older() {
    wine /trial/older.exe /S
    expect "older setup, exit" 0 $?
    [ -f "$DESK/乡镇信访工作台.exe" ] || fail "no program"
    [ -f "$MENU/乡镇信访工作台.lnk" ] || fail "no start menu entry"
    wine reg query 'HKCU\Software\Classes\.xfb' /ve | grep -q PetitionDesk.Bundle || fail "no file type"
    say "installed: $(du -sm "$DESK" | cut -f 1) MB, version $(version)"
    desk --self-test >$OUT/self-test-older.txt
    expect "self-test, exit" 0 $?
    grep 自检通过 $OUT/self-test-older.txt || fail "self-test says nothing"
    [ -e "$DATA/main.db" ] && fail "the self-test left a register"
    desk new --office 试用镇信访工作办公室 --code 430999101000 --superior 试用县信访局 --practice >$OUT/new.txt
    expect "register of the older program, exit" 0 $?
}

pages() { # the pages of the setup as a person sees them
    openbox &
    local window=$!
    wine /trial/newer.exe &
    there 安装
    picture setup-1-welcome
    xdotool key Return
    picture setup-2-licence
    xdotool key Return
    picture setup-3-parts
    xdotool key Return
    picture setup-4-folder
    xdotool key Escape
    picture setup-5-abandoning
    xdotool key Return alt+y
    sleep 2
    wine taskkill /f /im newer.exe >/dev/null 2>&1
    kill $window
    settle
}

while_running() {
    wine "$DESK/乡镇信访工作台.exe" &
    there 乡镇信访工作台
    picture window-password
    wine /trial/newer.exe /S
    expect "setup while the program runs, exit" 4 $?
    wine "$PLACE/uninstall.exe" /S "_?=$(winepath -w "$PLACE")"
    expect "removal while the program runs, exit" 4 $?
    wine /trial/newer.exe &
    there 安装
    picture setup-while-running
    wine taskkill /f /im newer.exe >/dev/null 2>&1
    wine taskkill /f /im 乡镇信访工作台.exe >/dev/null 2>&1
    settle
    expect "version" "$OLDER" "$(version)"
}

upgrade() {
    sums >$OUT/data-before.txt
    wine /trial/newer.exe /S
    expect "upgrade, exit" 0 $?
    [ "$(version)" != "$OLDER" ] || fail "still the older version"
    NEWER=$(version)
    sums >$OUT/data-after.txt
    cmp $OUT/data-before.txt $OUT/data-after.txt || fail "the upgrade changed the data"
    local copy="$LOCAL/petition-desk-升级前副本-$OLDER"
    cmp "$copy/main.db" "$DATA/main.db" || fail "no copy before the upgrade"
    [ ! -e "$PLACE/desk.old" ] && [ ! -e "$PLACE/desk.new" ] || fail "something was left beside the program"
    say "ok  upgraded $OLDER to $NEWER, data unchanged, copy: $(basename "$copy")"
    desk verify --full >$OUT/verify.txt
    expect "the register under the newer program, exit" 0 $?
    wine /trial/older.exe /S
    expect "downgrade, exit" 3 $?
    expect "version after the refused downgrade" "$NEWER" "$(version)"
    wine /trial/older.exe &
    there 安装
    picture setup-downgrade
    wine taskkill /f /im older.exe >/dev/null 2>&1
    settle
    wine /trial/newer.exe /S
    expect "the same version once more, exit" 0 $?
}

self_test() {
    local start=$(date +%s%N)
    desk --self-test >$OUT/self-test.txt
    expect "self-test, exit" 0 $?
    grep 自检通过 $OUT/self-test.txt || fail "self-test says nothing"
    say "self-test took $((($(date +%s%N) - start) / 1000000)) ms"
}

bundle_opened() { # the command a double click runs (wine does not look among the user's own file types itself)
    printf 'no bundle' >"/trial/home/县局 回执.xfb"
    wine reg query 'HKCU\Software\Classes\PetitionDesk.Bundle\shell\open\command' /ve | tr -d '\r' | grep -q 'exe" "%1"' ||
        fail "the file type has no command"
    desk password change --new-password-file 'Z:\trial\typed' >/dev/null # xdotool types plain letters only
    expect "another password, exit" 0 $?
    export PETITION_DESK_PASSWORD=plainletters1234
    wine "$DESK/乡镇信访工作台.exe" "$(winepath -w '/trial/home/县局 回执.xfb')" &
    there 乡镇信访工作台
    xdotool type --delay 60 "$PETITION_DESK_PASSWORD"
    picture window-typed 1
    xdotool key Return
    there 试用镇 8
    picture window-bundle
    wine taskkill /f /im 乡镇信访工作台.exe >/dev/null 2>&1
    settle
}

remove() {
    sums >$OUT/data-before.txt
    wine "$PLACE/uninstall.exe" &
    there 卸载
    picture removal-1-confirm
    wineserver -k # the removal runs from a copy of itself under a name of its own
    sleep 2
    wine "$PLACE/uninstall.exe" /S
    settle
    [ ! -e "$PLACE" ] || fail "left behind: $(ls -A "$PLACE")"
    [ ! -e "$MENU/乡镇信访工作台.lnk" ] || fail "the start menu entry stayed"
    wine reg query "$KEY" >/dev/null 2>&1 && fail "the key of the removal stayed"
    wine reg query 'HKCU\Software\Classes\.xfb' >/dev/null 2>&1 && fail "the file type stayed"
    sums >$OUT/data-after.txt
    cmp $OUT/data-before.txt $OUT/data-after.txt || fail "the removal changed the data"
    say "ok  removed; data stays in $(basename "$DATA"), unchanged"
}

portable() { # on a stick whose name is Chinese, with a space
    local stick="/trial/U盘 甲" before
    rm -rf "$stick"
    mkdir "$stick"
    (cd "$stick" && unzip -q /trial/portable.zip)
    before=$(find "$LOCAL" | sort | sha256sum)
    cd "$stick/乡镇信访工作台" || fail "no folder in the zip"
    wine petition-desk.exe new --office 试用镇信访工作办公室 --code 430999101000 --superior 试用县信访局 --practice >$OUT/portable.txt
    expect "portable register, exit" 0 $?
    [ -f 数据/main.db ] && [ -d 数据-marks ] || fail "the portable data lies elsewhere"
    expect "files of the PC's profile" "$before" "$(find "$LOCAL" | sort | sha256sum)"
    cd /
}

cups() {
    mkdir -p /run/cups /var/spool/cups-pdf/ANONYMOUS
    chmod 1777 /var/spool/cups-pdf/ANONYMOUS
    printf 'Listen /run/cups/cups.sock\nBrowsing Off\nDefaultAuthType None\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n' >/etc/cups/cupsd.conf
    /usr/sbin/cupsd
    sleep 2
    export CUPS_SERVER=/run/cups/cups.sock
    lpadmin -p PDF -E -v cups-pdf:/ -m "$(lpinfo -m | awk '/CUPS-PDF_noopt/ {print $1; exit}')"
    lpadmin -d PDF
}

python() { # the shipped interpreter and libraries, with the python.exe that is not shipped
    if [ ! -e /trial/python ]; then
        mkdir /trial/python
        cp "$DESK"/runtime/*.* /trial/python/
        unzip -qjo /trial/python.zip 'cp313/python.exe' -d /trial/python
        printf 'python313.zip\r\n.\r\n%s\r\n%s\r\n' "$(winepath -w "$DESK/runtime/site-packages")" \
            "$(winepath -w "$DESK/program")" >/trial/python/python313._pth
    fi
    wine /trial/python/python.exe -X utf8 "$@"
}

until_shown() { # milliseconds from the start of a command until a window of this name is there
    local name=$1 start=$(date +%s%N)
    shift
    "$@" >/dev/null 2>&1 &
    xdotool search --sync --onlyvisible --name "$name" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000000))
}

cold_start() { # the program against a bare window of the same Qt, in turn; the middle of seven
    local bare=() ours=()
    for _ in 1 2 3 4 5 6 7; do
        bare+=("$(until_shown 'bare window' python 'Z:\trial\bare_window.py')")
        wine taskkill /f /im python.exe >/dev/null 2>&1
        settle
        ours+=("$(until_shown 乡镇信访工作台 wine "$DESK/乡镇信访工作台.exe")")
        wine taskkill /f /im 乡镇信访工作台.exe >/dev/null 2>&1
        settle
    done
    local one=$(printf '%s\n' "${bare[@]}" | sort -n | sed -n 4p) two=$(printf '%s\n' "${ours[@]}" | sort -n | sed -n 4p)
    say "cold start: bare ${bare[*]}, program ${ours[*]} ms; middle $one and $two, ratio $((two * 100 / one))%"
}

printing() { # the program's own way to a printer
    cups
    python 'Z:\trial\print_trial.py' 2>&1 | tr -d '\r' | tee $OUT/printing.txt
    for _ in 1 2 3 4 5 6 7 8 9 10; do [ -z "$(lpstat -o)" ] && break; sleep 2; done
    local printed
    printed=$(ls -t /root/PDF/*.pdf /var/spool/cups-pdf/*/*.pdf 2>/dev/null | head -n 1)
    [ -n "$printed" ] || fail "nothing was printed"
    cp "$printed" $OUT/printed.pdf
    say "ok  printed: $(pdfinfo $OUT/printed.pdf | awk '/Pages|Page size/' | tr -s ' \n' ' ')"
    pdftoppm -r 50 -png $OUT/printed.pdf $OUT/printed
    kill "$(cat /run/cups/cupsd.pid 2>/dev/null || pidof cupsd)"
}

mkdir -p $OUT
echo plainletters1234 >/trial/typed
export DISPLAY=:$((300 + RANDOM % 3000)) # a number nobody else has
Xvfb $DISPLAY -screen 0 1366x768x24 >/dev/null 2>&1 &
screen=$!
trap 'wineserver -k; kill $screen' EXIT
sleep 2
for step in ${STEPS:-prefix install_older pages while_running upgrade self_test bundle_opened printing cold_start remove portable}; do
    say "— $step"
    OLDER=${OLDER:-$(version)}
    [ "$step" = prefix ] && OLDER=
    $step
done
say "all done"
