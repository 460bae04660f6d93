# shellcheck shell=sh
# For a user without root or sudo on Debian or Ubuntu: the system's own packages,
# fetched by apt and unpacked below var/laid, for Makerloom alone. Nothing of the
# system is touched. Sourced by ./makerloom, whose words and variables it uses.

LAID=$VAR/laid
LAID_SETS="python3-venv ca-certificates postgresql postgresql-postgis"

use_laid_packages() { # What was laid once is used by every later call.
  [ -f "$LAID/.ready" ] || return 0
  libraries=$(echo "$LAID"/usr/lib/*-linux-gnu)
  older=$LAID/lib/${libraries##*/} # Debian 12 has some of them here
  LD_LIBRARY_PATH=$libraries:$libraries/blas:$libraries/lapack:$older${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  PROJ_DATA=$LAID/usr/share/proj
  export LD_LIBRARY_PATH PROJ_DATA
  if ! [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    SSL_CERT_FILE=$LAID/etc/ssl/certs/ca-certificates.crt
    export SSL_CERT_FILE
  fi
}

can_lay() { # Is there an apt here whose packages we know?
  case $(system) in debian|ubuntu) ;; *) return 1 ;; esac
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null
}

own_apt() { # apt-get with folders of its own: it needs no rights, and sees what is installed
  mkdir -p "$VAR/apt/lists/partial" "$VAR/apt/archives/partial"
  apt-get -qq -o "Dir::State::lists=$VAR/apt/lists" -o "Dir::Cache=$VAR/apt" \
    -o "Dir::Cache::archives=$VAR/apt/archives" -o APT::Sandbox::User= "$@"
}

lay_packages() { # lay_packages: fetch and unpack; may be interrupted and run again
  log=$VAR/log/packages.log
  close_log "$log"
  say "Installing PostgreSQL, PostGIS and Python in $LAID (480 MB, about 15 seconds)…"
  room "$VAR" 1200
  rm -rf "$LAID"
  mkdir -p "$LAID"
  if ! fetch_and_unpack >"$log" 2>&1 9>&- </dev/null; then
    tail -n 5 "$log" >&2
    die 'Could not download the packages. See var/log/packages.log. Check the network and free disk space, then run this command again.'
  fi
  rm -rf "$VAR/apt"
  : >"$LAID/.ready"
}

fetch_and_unpack() {
  own_apt update || say 'Warning: some package lists could not be downloaded.'
  # apt says what an installation would bring in; what is installed already is left out.
  # shellcheck disable=SC2086 # each name is a word
  names=$(own_apt --simulate --no-install-recommends install $LAID_SETS | sed -n 's/^Inst \([^ ]*\) .*/\1/p')
  [ -n "$names" ] || return 1
  # shellcheck disable=SC2086
  (cd "$VAR/apt/archives" && own_apt download $names) || return 1
  for package in "$VAR"/apt/archives/*.deb; do
    dpkg-deb --extract "$package" "$LAID" || return 1
  done
  # Two things that packages do when they are installed, and not when unpacked.
  for control in "$LAID"/usr/share/postgresql/*/extension/postgis-3.control; do
    ln -sf postgis-3.control "${control%-3.control}.control" || return 1
  done
  if [ -d "$LAID/usr/share/ca-certificates/mozilla" ]; then
    mkdir -p "$LAID/etc/ssl/certs"
    cat "$LAID"/usr/share/ca-certificates/mozilla/*.crt >"$LAID/etc/ssl/certs/ca-certificates.crt"
  fi
}
