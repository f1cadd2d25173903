#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/fonts keeps what is right, names what is missing, and refuses what the lock does not know. No network: the downloads
# come from a false apt-get that packs a file of ours.
work=$(mktemp -d "${TMPDIR:-/tmp}/handbill-fonts.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tools" "$work/fonts" "$work/bin" "$work/pack/DEBIAN" "$work/pack/usr/share/fonts"
cp tools/fonts "$work/tools/"
printf 'right bytes\n' >"$work/pack/usr/share/fonts/A.ttf"
printf 'Package: fonts-a\nVersion: 1\nArchitecture: all\nMaintainer: none <none@example.org>\nDescription: none\n' \
	>"$work/pack/DEBIAN/control"
printf '#!/bin/sh\necho "$*" >>"%s/asked"\ncp "%s/a.deb" .\n' "$work" "$work" >"$work/bin/apt-get"
chmod +x "$work/bin/apt-get"
PATH=$work/bin:$PATH
sum=$(sha256sum <"$work/pack/usr/share/fonts/A.ttf")
sum=${sum%% *}
echo "# a comment
A.ttf fonts-a Latn OFL-1.1 12:0000 13:$sum" >"$work/fonts/fonts.lock"
dpkg-deb -b "$work/pack" "$work/a.deb" >/dev/null

number=0
is()	# WHAT SEEN EXPECTED
{
	number=$((number + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		printf '%s\n' "seen: $2" "expected: $3" | sed 's/^/# /' >&2
	fi
}

echo 1..8
said=$("$work/tools/fonts" 2>&1)
is "fetches" "$? $said" "0 make fonts: apt-get download fonts-a"
is "the file is there, and no other" "$(ls -A "$work/fonts")" "$(printf 'A.ttf\nfonts.lock')"
rm "$work/asked"
said=$("$work/tools/fonts" 2>&1)
is "has nothing to do afterwards" "$? $said" "0 "
is "and asks for nothing" "$(ls "$work/asked" 2>/dev/null)" ""
echo changed >>"$work/fonts/A.ttf"
"$work/tools/fonts" 2>/dev/null
is "replaces a file that was changed" "$(cat "$work/fonts/A.ttf")" "right bytes"
rm "$work/fonts/A.ttf"
printf 'wrong bytes\n' >"$work/pack/usr/share/fonts/A.ttf"
dpkg-deb -b "$work/pack" "$work/a.deb" >/dev/null
said=$("$work/tools/fonts" 2>&1)
is "refuses other bytes" "$? $(echo "$said" | sed -n 2p)" \
	"1 make fonts: A.ttf: not the file that fonts/fonts.lock knows; refused"
is "and leaves none behind" "$(ls -A "$work/fonts")" "fonts.lock"
echo "B.ttf fonts-a Latn OFL-1.1 $sum" >"$work/fonts/fonts.lock"
said=$("$work/tools/fonts" 2>&1)
is "says what a package has not got" "$? $(echo "$said" | sed -n 2p)" "1 make fonts: B.ttf: not in Debian's package fonts-a"
