#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# The sum of inks where the content alone does not tell it: Ghostscript measures it, whichever way the page is turned; without
# Ghostscript a finding says that nobody did.
use strict;
use warnings;
use File::Temp qw(tempdir);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

my $handbill = $ENV{HANDBILL} // "out/build/release/handbill";
my $work = tempdir(CLEANUP => 1);
plan skip_all => 'no Ghostscript' if !grep { -x "$_/gs" } split /:/, $ENV{PATH};

(my $profiles = __FILE__) =~ s{tests/preflight/[^/]*$}{layouts/profiles};

sub slurp
{
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!";
	local $/;
	return <$in>;
}

# 36 x 36 pt in a colour (360 % unless another is given) at 3.53 mm from the trim's left and low edges, and something
# transparent; for an output intent, if its profile is given.
sub put
{
	my ($rotate, $colour, $profile) = @_;
	my $content = "$colour 30 30 36 36 re f /T gs 0 1 0 0 k 200 100 20 20 re f";
	my ($intent, $objects) = ('', '');
	if ($profile) {
		my $icc = slurp("$profiles/$profile");
		$intent = '/OutputIntents [ << /Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (X) ' .
		    '/DestOutputProfile 5 0 R >> ]';
		$objects = "5 0 obj\n<< /N 4 /Length " . length($icc) . " >>\nstream\n$icc\nendstream\nendobj\n";
	}
	open my $out, '>:raw', "$work/page.pdf" or die $!;
	print $out "%PDF-1.6\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R $intent >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [ 3 0 R ] ",
	    "/Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Rotate $rotate /MediaBox [ 0 0 300 200 ] ",
	    "/BleedBox [ 10 10 290 190 ] /TrimBox [ 20 20 280 180 ] /Contents 4 0 R ",
	    "/Resources << /ExtGState << /T << /ca .5 >> /O << /OP true /op true >> >> /ColorSpace << /S [ /Separation /Gold ",
	    "/DeviceCMYK << /FunctionType 2 /N 1 /Domain [ 0 1 ] /C0 [ 0 0 0 0 ] /C1 [ 0 .2 .6 .3 ] >> ] >> >> >>\nendobj\n4 0 obj\n<< /Length ", length $content,
	    " >>\nstream\n$content\nendstream\nendobj\n${objects}trailer\n<< /Root 1 0 R /Size 6 >>\n";
	close $out;
}

sub page
{
	put(@_);
	return scalar `'$handbill' preflight --profile=sheetfed '$work/page.pdf' 2>&1`;
}

my %places = (0 => '3.53, 40.22', 90 => '3.53, 3.53', 180 => '75.49, 3.53', 270 => '40.22, 75.49');
for my $rotate (sort { $a <=> $b } keys %places) {
	my ($x, $y) = split /, /, $places{$rotate};
	my $said = page($rotate, '1 1 1 .6 k');
	like($said, qr/360 % over 16\d mm2, as Ghostscript renders it by its own CMYK profile, .*, at [\d.]+, [\d.]+ mm \[ink\]/, "turned by $rotate: measured");
	my ($u, $v) = $said =~ /renders it .*, at ([\d.]+), ([\d.]+) mm \[ink\]/;
	cmp_ok(abs(($u // 0) - $x), '<', 0.4, "turned by $rotate: across");
	cmp_ok(abs(($v // 0) - $y), '<', 0.4, "turned by $rotate: down");
}
unlike(page(0, '1 1 .5 .4 k'), qr/\[ink/, 'less is no finding');

# What is sRGB's black in inks is for the output intent to say; what is CMYK stays so, K alone as well.
my $black = '0 0 0 rg 30 30 36 36 re f /O gs /S cs .15 sc';
like(page(0, $black), qr/31\d % over 16\d mm2, as .* own CMYK profile, .*\[ink\]/, 'black of RGB by the CMYK of Ghostscript');
unlike(page(0, $black, 'fogra39.icc'), qr/\[ink/, 'black of RGB by the output intent');
like(page(0, $black =~ s/15/45/r, 'fogra39.icc'), qr/32\d % over 16\d mm2, as .* for the output intent.*\[ink\]/,
	'it is what the profile says');
like(page(0, '1 1 1 .6 k', 'fogra39.icc'), qr/360 % over 16\d mm2, as Ghostscript renders it for the output intent/, 'CMYK stays');
unlike(page(0, '0 0 0 1 k', 'fogra39.icc'), qr/\[ink/, 'K stays K');

# A renderer that hangs with half a plate written.
mkdir "$work/$_" for qw(bin tmp);
open my $out, '>', "$work/bin/gs" or die $!;
print $out "#!/bin/sh\n: >'p(Cyan).tif'\necho \$\$ >'$work/pid'\nsleep 100\n";
close $out;
chmod 0755, "$work/bin/gs";
$ENV{TMPDIR} = "$work/tmp";
{
	local $ENV{PATH} = "$work/bin:$ENV{PATH}";
	for my $name (qw(INT TERM HUP QUIT)) {
		my $child = fork;
		if (!$child) {
			open STDOUT, '>', '/dev/null';
			exec $handbill, 'preflight', '--profile=sheetfed', "$work/page.pdf";
		}
		my $end = time + 20;
		sleep 0.02 until -s "$work/pid" || time > $end;
		kill $name, $child;
		waitpid $child, 0;
		is($? & 127, POSIX->can("SIG$name")->(), "$name ends it");
		is_deeply([ glob "$work/tmp/*" ], [], "$name leaves nothing behind");
		ok(!kill(0, slurp("$work/pid") =~ s/\s//gr), "$name leaves nobody behind");
		unlink "$work/pid";
	}
	my $start = time;
	my $said = page(0, '1 1 1 .6 k');
	cmp_ok(time - $start, '<', 30, 'a renderer that sleeps is not waited for');
	like($said, qr/not measured: transparency, and Ghostscript took more than 20 s.*\n +help: make the page simpler/,
		'its time is over');
	like($said, qr/\[pages?-|\[x\d+\]/, 'the rest is told');
	is_deeply([ glob "$work/tmp/*" ], [], 'nothing is left behind');
	$ENV{TMPDIR} = "$work/none";
	like(page(0, '1 1 1 .6 k'), qr/no folder for temporary files.*\n +help: set TMPDIR/, 'without a folder it is said');
}
mkdir "$work/with %d and space";
$ENV{TMPDIR} = "$work/with %d and space";
like(page(0, '1 1 1 .6 k'), qr/360 %/, 'a folder with an odd name');

$ENV{PATH} = '/nowhere';
like(page(0, '1 1 1 .6 k'), qr/not measured: transparency.*\[ink-unmeasured\]\n +help: install Ghostscript/,
	'without Ghostscript it is said');
done_testing();
