#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# `handbill preflight` on files that are damaged, locked, hostile or no PDF: a clear word and a status, never a crash, never a
# wait. Files are made from data/base.txt and by qpdf.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;
use Time::HiRes qw(time);

(my $here = __FILE__) =~ s{[^/]*$}{};
my $handbill = $ENV{HANDBILL} // "out/build/release/handbill";
my $work = tempdir(CLEANUP => 1);

sub put
{
	my ($name, $bytes) = @_;
	open my $out, '>:raw', "$work/$name" or die "$name: $!";
	print $out $bytes;
	close $out;
	return "$work/$name";
}

# What it says, in both streams, and its status; at most so many seconds.
sub run
{
	my ($path, @options) = @_;
	my $start = time;
	my $said = `'$handbill' preflight @options '$path' 2>&1`;
	my $status = $?;
	$said =~ s/\Q$work\E\///g;
	return ($status & 127 ? "signal " . ($status & 127) : $status >> 8, $said, time - $start);
}

# tells NAME STATUS PATTERN PATH OPTION...: the status, what is said, and how long it took.
sub tells
{
	my ($name, $wanted, $pattern, $path, @options) = @_;
	my ($status, $said, $took) = run($path, @options);
	is($status, $wanted, "$name: status") or diag($said);
	like($said, $pattern, "$name: what it says");
	cmp_ok($took, '<', 130, "$name: in time");
}

# The base as a file whose references are missing: qpdf mends it.
open my $in, '<:raw', "${here}data/base.txt" or die $!;
my $text = do { local $/; <$in> };
my $loose = $text =~ s{/Length \@(.*?>>\nstream\n)(.*?)\nendstream}{"/Length " . length($2) . "$1$2\nendstream"}gser;
my $tail = "trailer\n<< /Size 21 /Root 1 0 R /Info 20 0 R /ID [ <01> <01> ] >>\n";
my $head = "%PDF-1.6\n%\xe2\xe3\xcf\xd3\n";
my $broken = put('broken.pdf', "$head$loose$tail");
tells('no table of references', 0, qr/warning: The file can be read as it stands.*\[repaired\]/s, $broken);
my $sound = "$work/sound.pdf";
system('qpdf', '--warning-exit-0', '--no-warn', '--object-streams=disable', $broken, $sound);
tells('a sound file', 0, qr/0 errors, 0 warnings/, $sound);
tells('NULs before the header', 1, qr/the header stands at byte 4/, put('nuls.pdf', "\0\0\0\0$head$loose$tail"), '--profile=x4');
tells('a blank after it', 1, qr/%PDF-1\.6 , with a blank at its end/, put('blank.pdf', ($head =~ s/\n/ \n/r) . "$loose$tail"), '--profile=ua');
tells('a TrimBox of words', 1, qr/a TrimBox that cannot be read/, put('words.pdf', $head . ($loose =~ s/TrimBox \[ 8.6/TrimBox [ \/nan/r) . $tail), '--profile=sheetfed');

# Ways to write the same file.
for my $way ([ linear => '--linearize' ], [ packed => '--object-streams=generate' ], [ plain => '--qdf' ]) {
	system('qpdf', $way->[1], $sound, "$work/$way->[0].pdf");
	tells("$way->[0] file", 0, qr/0 errors, 0 warnings/, "$work/$way->[0].pdf");
}
{
	# An update at the end says that there is no TrimBox any more.
	open my $file, '<:raw', $sound or die $!;
	my $bytes = do { local $/; <$file> };
	my ($start) = $bytes =~ /startxref\s+(\d+)/;
	my ($page) = $bytes =~ /(\d+) 0 obj\s*<<[^>]*?\/BleedBox/s;
	my ($dict) = $bytes =~ /\n$page 0 obj\s*(<<.*?)\nendobj/s;
	$dict =~ s/\/TrimBox \[.*?\]//s;
	my ($root) = $bytes =~ /\/Root (\d+ 0 R)/;
	my $at = length $bytes;
	$bytes .= "$page 0 obj\n$dict\nendobj\n";
	my $xref = length $bytes;
	$bytes .= "xref\n$page 1\n" . sprintf("%010d 00000 n \n", $at) .
	    "trailer\n<< /Size 21 /Root $root /Prev $start /ID [ <01> <01> ] >>\nstartxref\n$xref\n%%EOF\n";
	tells('an update at the end', 1, qr/\[x19\]/, put('updated.pdf', $bytes));
}

# What is no PDF.
tells('no such file', 2, qr/none\.pdf: failure: cannot be opened/, "$work/none.pdf");
tells('a folder', 2, qr/is a folder/, $work);
tells('an empty file', 2, qr/empty\.pdf: failure: is empty\n  help: /, put('empty.pdf', ''));
my @others = (
	'text' => "Dear all,\n",
	'text' => "Gr\xc3\xbc\xc3\x9fe " x 700,
	'a JPEG picture' => "\xff\xd8\xff\xe0\0\x10JFIF\0",
	'a PNG picture' => "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
	'a WebP picture' => "RIFF\1\2\3\4WEBPVP8 ",
	'a ZIP archive, or a document in one' => "PK\3\4\x14\0\0\0",
	'PostScript or EPS' => "%!PS-Adobe-3.0\n",
	'a web page' => "<!DOCTYPE HTML>\n<p>No such file",
	'nothing but zeros' => "\0" x 3000,
);
while (my ($kind, $bytes) = splice @others, 0, 2) {
	tells("$kind as a PDF", 2, qr/other\.pdf: failure: is not a PDF: it is \Q$kind\E.*\n  help: /, put('other.pdf', $bytes));
}
tells('bytes as a PDF', 2, qr/other\.pdf: failure: is not a PDF: it does not begin with %PDF-\n/,
	put('other.pdf', pack('C*', map { $_ * 7919 % 251 } 1 .. 3000)));
tells('half a file', 2, qr/half\.pdf: failure: has no end \(%%EOF\): it is cut off/, put('half.pdf', "$head" . substr($loose, 0, 700)));
{
	open my $file, '<:raw', $sound or die $!;
	my $bytes = do { local $/; <$file> };
	tells('a file without its end', 0, qr/warning: .*it has no end \(%%EOF\).*\[repaired\]/,
		put('endless.pdf', substr($bytes, 0, -8)));
	tells('a PDF after something else', 1, qr/the header stands at byte 900 \[x01\]\n.*\n.*1 error, 0 warnings/,
		put('later.pdf', "x" x 900 . $bytes));
}
tells('JSON', 2, qr/"severity":"failure"/, "$work/none.pdf", '--report=json');

# Locked.
system('qpdf', '--encrypt', 'secret', 'owner', '256', '--', $sound, "$work/locked.pdf");
tells('a password', 2, qr/locked\.pdf: failure: is locked with a password\n  help: take the password off/, "$work/locked.pdf");
system('qpdf', '--encrypt', '', 'owner', '128', '--use-aes=y', '--print=none', '--', $sound, "$work/denied.pdf");
tells('printing denied', 1, qr/\[print-denied\]/, "$work/denied.pdf", '--profile=office');
tells('encrypted', 1, qr/\[x03\]/, "$work/denied.pdf");
tells('encrypted, but open to readers', 0, qr/0 errors/, "$work/denied.pdf", '--profile=ua');
system('qpdf', '--allow-weak-crypto', '--encrypt', '', 'owner', '128', '--use-aes=n', '--accessibility=n', '--', $sound,
	"$work/closed.pdf");
tells('closed to readers', 1, qr/\[ua-7\.16-1\]/, "$work/closed.pdf", '--profile=ua');

{
	# Only what is attached has a password: readers open it, libqpdf does not.
	my $crypt = '30 0 obj
<< /Filter /Standard /V 5 /R 6 /Length 256 /CF << /StdCF << /AuthEvent /EFOpen /CFM /AESV3 /Length 32 >> >> /EFF /StdCF ' .
	    '/StmF /Identity /EncryptMetadata false /P -4 /U <' . '11' x 48 . '> /O <' . '22' x 48 . '> /UE <' . '33' x 32 .
	    '> /OE <' . '44' x 32 . '> /Perms <' . '55' x 16 . ">>>\nendobj\n";
	tells('locked attachments', 2, qr/locked in a way that is not supported: its attachments alone/,
		put('attached.pdf', $head . $loose . $crypt . $tail =~ s{/Root}{/Encrypt 30 0 R /Root}r));
	$crypt =~ s{/Identity}{/StdCF};
	tells('all locked', 2, qr/is locked with a password/,
		put('all.pdf', $head . $loose . $crypt . $tail =~ s{/Root}{/Encrypt 30 0 R /Root}r));
	$crypt =~ s{/Standard}{/Adobe.PubSec};
	tells('locked for certificates', 2, qr/locked in a way that is not supported, for the holders/,
		put('certificates.pdf', $head . $loose . $crypt . $tail =~ s{/Root}{/Encrypt 30 0 R /Root}r));
}

# Hostile.
sub changed
{
	my ($name, $from, $to, $more) = @_;
	my $bytes = $text;
	$bytes =~ s/\Q$from\E/$to/ or die "$name: $from";
	$bytes .= $more // '';
	$bytes =~ s{/Length \@(.*?>>\nstream\n)(.*?)\nendstream}{"/Length " . length($2) . "$1$2\nendstream"}gse;
	return put("$name.pdf", "$head$bytes$tail");
}
my ($status, $said) = run(changed('circle', '/Kids [ 6 0 R ]', '/Kids [ 2 0 R ]'));
like($status, qr/^[12]$/, 'pages in a circle: status');
($status, $said) = run(changed('parent', '/Parent 2 0 R /MediaBox [ 0 0 217 217 ]', '/Parent 6 0 R'));
# libqpdf 12 puts the right parent there without a word.
like($status, qr/^[012]$/, 'a page that is its own parent: status');
tells('deep arrays', 0, qr/./, changed('deep', '/Lang (en)', '/Lang (en) /X ' . '[' x 400 . ']' x 400));
($status, $said) = run(changed('deeper', '/Lang (en)', '/Lang (en) /X ' . '[' x 100000 . ']' x 100000));
like($status, qr/^[012]$/, 'deeper arrays: status');
($status, $said) = run(changed('states', '0 0 217 217 re f', 'q ' x 200000));
like($said, qr/\[unread\]/, 'many saved states');
($status, $said) = run(changed('brackets', '0 0 217 217 re f', '/Artifact BMC ' x 200000));
like($said, qr/\[unread\]/, 'many brackets');
($status, $said) = run(changed('numbers', '0 0 217 217 re f', '1e308 1e308 1e308 re 9' . '9' x 400 . ' w 0 0 m 1 1 l S'));
like($status, qr/^[01]$/, 'absurd numbers: status') or diag($said);
($status, $said) = run(changed('matrix', '0 0 217 217 re f', ('1e9 0 0 1e9 0 0 cm ' x 60) . '0 0 1 1 re f (x) Tj'));
like($status, qr/^[01]$/, 'absurd matrices: status') or diag($said);
($status, $said) = run(changed('space', '/Font << /F 8 0 R >>',
	'/ColorSpace << /S 30 0 R >> /Font << /F 8 0 R >>', "30 0 obj\n[ /Indexed 30 0 R 1 <00> ]\nendobj\n") );
like($status, qr/^[01]$/, 'a colour space in itself: status') or diag($said);

SKIP: {
	eval { require Compress::Zlib; 1 } or skip 'no Compress::Zlib', 3;
	# A few kilobytes that become gigabytes.
	my $inner = Compress::Zlib::compress("0 0 9 9 re f\n" x 1000000);
	my $outer = Compress::Zlib::compress(Compress::Zlib::compress("\0" x 400000000));
	my $bomb = $loose =~ s/(9 0 obj\n<< )\/Length \d+ >>\nstream\n.*?\nendstream/
	    "$1\/Filter [ \/FlateDecode \/FlateDecode ] \/Length " . length($outer) . " >>\nstream\n$outer\nendstream"/ser;
	my ($took);
	($status, $said, $took) = run(put('bomb.pdf', "$head$bomb$tail"));
	like($status, qr/^[012]$/, 'a bomb: status');
	cmp_ok($took, '<', 130, 'a bomb: in time');
	# More than fits. AddressSanitizer has no limit on memory.
	my ($deflate) = Compress::Zlib::deflateInit(-Level => 1);
	my $huge = join '', map { scalar $deflate->deflate("\0" x 10000000) } 1 .. 150;
	$huge .= $deflate->flush;
	my $full = $loose =~ s/(9 0 obj\n<< )\/Length \d+ >>\nstream\n.*?\nendstream/
	    "$1\/Filter \/FlateDecode \/Length " . length($huge) . " >>\nstream\n$huge\nendstream"/ser;
	tells('more than fits into memory', 2, qr/full\.pdf: failure: needs more memory than preflight may use\n  help: /,
		put('full.pdf', "$head$full$tail")) if ($ENV{VARIANT} // '') ne 'san';
	tells('the same in JSON', 2, qr/^\{"severity":"failure","message":"needs more memory [^{]*\}\n\{"severity":"help"[^{]*\}\n$/,
		"$work/full.pdf", '--report=json') if ($ENV{VARIANT} // '') ne 'san';
	my $long = $loose =~ s/(9 0 obj\n<< )\/Length \d+ >>\nstream\n.*?\nendstream/
	    "$1\/Filter \/FlateDecode \/Length " . length($inner) . " >>\nstream\n$inner\nendstream"/ser;
	($status, $said, $took) = run(put('long.pdf', "$head$long$tail"));
	like($said, qr/\[unread\]/, 'a million rectangles: said that it was not read to its end');
}
done_testing();
