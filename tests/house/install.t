#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An installed handbill finds its data from any folder, and is gone again afterwards. A second make does nothing.
root=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/handbill-install.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL HANDBILL_DATA
number=0
# try WHAT COMMAND...
try()
{
	number=$((number + 1))
	what=$1
	shift
	if "$@" >"$work/log" 2>&1; then
		echo "ok $number - $what"
	else
		echo "not ok $number - $what"
		head -n 30 "$work/log" | sed 's/^/# /' >&2
	fi
}
quiet()
{
	! "$@" 2>&1 | grep .
}

echo 1..6
try "a second make compiles, links and fetches nothing" quiet make --no-print-directory VARIANT="$VARIANT" build fonts

# The folder is compiled in: build for it, out of what is built here.
prefix=$work/there
cp -a "out/build/$VARIANT" "$work/build"
try "make install" make --no-print-directory VARIANT="$VARIANT" OUT="$work/build" PREFIX="$prefix" DESTDIR= install
cd "$work" || exit 1
try "lists from elsewhere" "$prefix/bin/handbill" list
try "prints from elsewhere" "$prefix/bin/handbill" build card@us -l en --for screen -o printed
try "and the file is there" test -s printed/screen/en/card-us.pdf
cd "$root" || exit 1
make --no-print-directory PREFIX="$prefix" DESTDIR= uninstall >/dev/null
try "make uninstall leaves no file" quiet find "$prefix" -type f
