#!/bin/sh
# Install the Debian packages that Sightline calls, where that is allowed; otherwise print the one line to run.
#
#   tools/debian_packages.sh demo     what using Sightline needs
#   tools/debian_packages.sh test     that, and what the tests need (a PostgreSQL server, a browser)
#
# Never fails for want of a package: what is missing is named, and the verb that needs it says so again (exit code 4).
set -u

using="python3-venv bubblewrap tesseract-ocr tesseract-ocr-ara tesseract-ocr-rus tesseract-ocr-ukr
libimage-exiftool-perl ffmpeg poppler-utils fonts-noto-core"
testing="postgresql chromium"

case "${1:-demo}" in
demo) wanted=$using ;;
test) wanted="$using $testing" ;;
*)
    echo "usage: $0 [demo|test]" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    echo "This is not Debian. Please see that these are installed, under whatever name they have here:" >&2
    echo "  python3 with venv, bubblewrap, tesseract with Arabic, Russian and Ukrainian, exiftool, ffmpeg, poppler" >&2
    [ "${1:-demo}" = test ] && echo "  and for the tests: the PostgreSQL server's programs and chromium" >&2
    exit 0
fi

missing=""
for name in $wanted; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)
    [ "$state" = installed ] || missing="$missing $name"
done
[ -z "$missing" ] && exit 0

line="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Some Debian packages are missing, and installing them needs root. Please run:" >&2
    echo "" >&2
    echo "  sudo $line" >&2
    echo "" >&2
    echo "Going on without them where that is possible." >&2
    exit 0
fi

echo "Installing Debian packages:$missing"
$as_root apt-get update -q >/dev/null 2>&1 || echo "The lists of packages could not be renewed; trying with those at hand." >&2
# shellcheck disable=SC2086 # one word each
if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o Dpkg::Options::=--force-confold $missing; then
    echo "That did not work. Please run, and look at what it says:" >&2
    echo "" >&2
    echo "  sudo $line" >&2
    echo "" >&2
    echo "Going on without them where that is possible." >&2
fi
exit 0
