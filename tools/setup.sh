#!/usr/bin/env bash
# Sets up this checkout: .venv from the lock file, and Debian's packages where there is a right to install them.
#
#   tools/setup.sh        what kull needs
#   tools/setup.sh dev    what its tests need too
set -euo pipefail
cd "$(dirname "$0")/.."

# LibreOffice and the fonts make letters into PDF, and read .doc and .odt; Pango draws the blank PDF forms; Tesseract reads scans.
packages=(libreoffice-writer fonts-crosextra-carlito fonts-crosextra-caladea fonts-liberation fonts-dejavu-core
  libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 tesseract-ocr tesseract-ocr-nor)
lock=requirements.lock
if [ "${1:-}" = dev ]; then
  # Poppler reads PDFs with other eyes; Calc saves the workbooks that tests read; Dovecot is the mailbox that `kull fetch` is tried on.
  packages+=(poppler-utils libreoffice-calc dovecot-imapd)
  lock=requirements-dev.lock
fi

say() { printf '%s\n' "$@"; }
stop() { say "$@" >&2; exit 1; }
lines_of() { tail -n 15 "$1" | sed 's/^/  /' >&2; }

may_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

install_packages() {
  local log
  log=$(mktemp)
  as_root apt-get -qq update >"$log" 2>&1 || true # an old list of packages may do
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" >>"$log" 2>&1; then
    lines_of "$log"
    return 1
  fi
}

is_installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
  local package
  for package in "${packages[@]}"; do
    if [ "$package" = libreoffice-writer ] && command -v soffice >/dev/null; then continue; fi
    is_installed "$package" || say "$package"
  done
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      say "$candidate"
      return
    fi
  done
  stop "kull trenger Python 3.11 eller nyere. Installer det (på Debian 12 eller nyere: apt-get install python3), og prøv igjen."
}

make_venv() {
  local python
  python=$(find_python)
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if ! { may_install && install_packages python3-venv; }; then
      stop "Python mangler modulen venv. Installer den (apt-get install python3-venv), og prøv igjen."
    fi
  fi
  "$python" -m venv --clear .venv
}

pip_install() {
  local log=.venv/setup.log
  if ! .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check "$@" >"$log" 2>&1; then
    lines_of "$log"
    stop "Pakkene fra $lock ble ikke installert. Er maskinen på nett? Alt som ble sagt, står i $log."
  fi
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  say "Setter opp kull i .venv. Det tar noen minutter, bare denne ene gangen."
  make_venv
fi
pip_install --require-hashes --requirement "$lock"
pip_install --no-index --no-deps --no-build-isolation --editable .

mapfile -t missing < <(command -v dpkg-query >/dev/null && missing_packages)
if [ ${#missing[@]} -gt 0 ]; then
  if ! may_install; then
    say "Disse pakkene må en administrator installere: apt-get install ${missing[*]}" \
      "Uten dem kan det mangle PDF-er, og skannede skjemaer blir ikke lest. Alle Word-brev blir skrevet likevel."
  else
    say "Installerer fra Debian: ${missing[*]}"
    install_packages "${missing[@]}" ||
      say "Det gikk ikke nå. Alle Word-brev blir skrevet likevel, men PDF-er kan mangle. Prøv igjen senere med: make setup"
  fi
fi
