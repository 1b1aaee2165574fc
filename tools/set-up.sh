# Functions that fetch what a fresh machine lacks. Read by ./start and ./test; POSIX sh.

# need_system_packages NAME...: installs the Debian packages that are missing. Asks first where a
# person sits at a terminal. Elsewhere than on Debian it only names what the packages bring.
need_system_packages() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "role-valet: this is not Debian, so these are yours to install where they are missing: $*" >&2
    return 0
  fi
  missing=
  for package in "$@"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
  else
    echo "role-valet: install these as root, then run this again:$missing" >&2
    exit 1
  fi
  if [ -t 0 ] && [ -t 2 ]; then
    printf 'role-valet needs these Debian packages:%s. Install them? [y/N] ' "$missing" >&2
    read -r answer
    case "$answer" in
      y | Y | yes) ;;
      *) echo "role-valet: nothing was installed" >&2 && exit 1 ;;
    esac
  fi
  echo "Installing Debian packages:$missing" >&2
  log=$(mktemp)
  # shellcheck disable=SC2086 # both are lists of words
  if ! { $as_root apt-get update -q &&
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "role-valet: these packages could not be installed:$missing" >&2
    exit 1
  fi
  rm -f "$log"
}

# need_node_modules: installs the Node packages of package-lock.json, unless they are there already,
# and makes sure that npm's scripts run on the project's own Node.
need_node_modules() {
  if ! command -v npm >/dev/null 2>&1; then
    echo "role-valet: needs Node 20 or later with npm to start from: https://nodejs.org" >&2
    exit 1
  fi
  stamp=node_modules/.role-valet-lock
  lock=$(cksum package.json package-lock.json .npmrc)
  if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$lock" ]; then
    echo "Installing Node packages" >&2
    # The bootstrapping Node may be older than the packages want: they run on the project's own.
    npm ci --no-audit --no-fund --loglevel=error >&2
    printf '%s' "$lock" >"$stamp"
  fi
  version=$(npm exec --call 'node --version')
  case "$version" in
    v24.*) ;;
    *)
      echo "role-valet: npm scripts run on Node $version, not on the project's Node 24: the install script of" >&2
      echo "the package 'node' was blocked. Run: npm install-scripts approve node && npm rebuild node" >&2
      exit 1
      ;;
  esac
}

# need_test_shells: installs the shells of tools/shells that the tests run, where a package fits.
need_test_shells() {
  [ "$(uname -sm)" = 'Linux x86_64' ] || return 0
  stamp=tools/shells/node_modules/.role-valet-lock
  lock=$(cksum tools/shells/package.json tools/shells/package-lock.json)
  if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$lock" ]; then
    # Not by --prefix, which turns npm away from the machine's own settings (registry, certificates).
    (cd tools/shells && npm ci --no-audit --no-fund --loglevel=error >&2)
    printf '%s' "$lock" >"$stamp"
  fi
}
