#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# The sum of inks where the content alone does not tell it: Ghostscript measures it, whichever way the page is turned; without
# Ghostscript a finding says that nobody did.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $handbill = $ENV{HANDBILL} // "out/build/release/handbill";
my $work = tempdir(CLEANUP => 1);
plan skip_all => 'no Ghostscript' if !grep { -x "$_/gs" } split /:/, $ENV{PATH};

# 36 x 36 pt of 360 % (or what is given) at 3.53 mm from the trim's left and low edges, and something transparent.
sub page
{
	my ($rotate, $inks) = @_;
	my $content = "$inks k 30 30 36 36 re f /T gs 0 1 0 0 k 200 100 20 20 re f";
	open my $out, '>:raw', "$work/page.pdf" or die $!;
	print $out "%PDF-1.6\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [ 3 0 R ] ",
	    "/Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Rotate $rotate /MediaBox [ 0 0 300 200 ] ",
	    "/BleedBox [ 10 10 290 190 ] /TrimBox [ 20 20 280 180 ] /Contents 4 0 R ",
	    "/Resources << /ExtGState << /T << /ca .5 >> >> >> >>\nendobj\n4 0 obj\n<< /Length ", length $content,
	    " >>\nstream\n$content\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n";
	close $out;
	return scalar `'$handbill' preflight --profile=sheetfed '$work/page.pdf' 2>&1`;
}

my %places = (0 => '3.53, 40.22', 90 => '3.53, 3.53', 180 => '75.49, 3.53', 270 => '40.22, 75.49');
for my $rotate (sort { $a <=> $b } keys %places) {
	my ($x, $y) = split /, /, $places{$rotate};
	my $said = page($rotate, '1 1 1 .6');
	like($said, qr/360 % over 16\d mm2, as Ghostscript renders it, at [\d.]+, [\d.]+ mm \[ink\]/, "turned by $rotate: measured");
	my ($u, $v) = $said =~ /renders it, at ([\d.]+), ([\d.]+) mm \[ink\]/;
	cmp_ok(abs(($u // 0) - $x), '<', 0.4, "turned by $rotate: across");
	cmp_ok(abs(($v // 0) - $y), '<', 0.4, "turned by $rotate: down");
}
unlike(page(0, '1 1 .5 .4'), qr/\[ink/, 'less is no finding');
$ENV{PATH} = '/nowhere';
like(page(0, '1 1 1 .6'), qr/not measured: transparency.*\[ink-unmeasured\]/, 'without Ghostscript it is said');
done_testing();
