#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# What breaks a rule several times on a page is one finding of `handbill preflight`: it tells the worst, with its place, then the
# range and the other places; the list of places is bounded. Our own printers' marks break nothing.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $handbill = $ENV{HANDBILL} // "out/build/release/handbill";
my $work = tempdir(CLEANUP => 1);

# A page of 100 x 100 mm with 10 mm around it and this content, in pt from the low left of the trim.
sub said
{
	my ($content, $resources, $objects) = @_;
	$content = "1 0 0 1 28.346 28.346 cm $content";
	open my $out, '>:raw', "$work/page.pdf" or die $!;
	print $out "%PDF-1.6\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [ 3 0 R ] ",
	    "/Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 340.157 340.157 ] ",
	    "/BleedBox [ 0 0 340.157 340.157 ] /TrimBox [ 28.346 28.346 311.811 311.811 ] /Contents 4 0 R ",
	    "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> ", $resources // '',
	    " >> >>\nendobj\n4 0 obj\n<< /Length ", length $content,
	    " >>\nstream\n$content\nendstream\nendobj\n", $objects // '', "trailer\n<< /Root 1 0 R /Size 9 >>\n";
	close $out;
	return scalar `PATH=/nowhere '$handbill' preflight --profile=sheetfed '$work/page.pdf' 2>&1`;
}

sub text
{
	my ($size, $x, $y) = @_;
	return "BT 0 0 0 1 k /F $size Tf $x $y Td (A) Tj ET ";
}

my $three = said(text(5.9, 50, 250) . text(1, 50, 150) . text(2, 150, 50));
like($three, qr/: 1\.00 pt: "A"; others up to 5\.90 pt; also at 52\.9, 82\.4 mm; 17\.6, 11\.8 mm, at 17\.64, 47\.08 mm, 3 times \[text-small\]/,
	'the worst of three sizes, the range, the other places');
like(said(text(5, 50, 250) . text(5, 52, 251)), qr/: 5\.00 pt: "A", at 17\.64, 11\.81 mm, 2 times \[text-small\]/,
	'the same size in the same place');

my $rows = '';
for my $x (0 .. 6) {
	$rows .= text(4, 20 + 36 * $x, 20 + 36 * $_) for 0 .. 6;
}
my $many = said($rows);
like($many, qr/: 4\.00 pt: "A"; also at \S+ \S+ mm; \S+ \S+ mm; \S+ \S+ mm; more than 28 more places, at .*, 49 times \[text-small\]/,
	'many places are counted');

my $gaps = said('0 1 0 0 k -30 -30 40 130 re 0 120 30 10 re 0 200 30 30 re f');
like($gaps, qr/left stops short, over 10\.6 mm; also at 0\.0, 57\.7 mm, at 0\.00, 29\.44 mm, 2 times \[bleed\]/, 'each gap of a side');
like(said('1 0 0 rg 50 200 30 30 re f'), qr/DeviceRGB, as colour, at 17\.64, 18\.86 mm \[x25\]/, 'a colour has its place');
my $form = "5 0 obj\n[ /DeviceRGB ]\nendobj\n6 0 obj\n<< /Type /XObject /Subtype /Form /BBox [ 0 0 99 99 ] /Resources << " .
    "/ColorSpace << /I 5 0 R >> >> /Length 25 >>\nstream\n/I cs 1 0 0 sc 9 9 9 9 re\nf\nendstream\nendobj\n";
my $shared = said('/I cs 1 0 0 sc 50 200 30 30 re f /X Do', '/ColorSpace << /I 5 0 R >> /XObject << /X 6 0 R >>', $form);
is(scalar(() = $shared =~ /DeviceRGB.*\[x25\]/g), 2, 'a space that two streams share is known to both') or diag($shared);
like(said(text(30, -10, 50)), qr/runs off the page, by 3\.53 mm: "A", at -3\.53/, 'type that runs off');
like(said(text(30, -10, 50) . text(30, 5, 150)), qr/by 3\.53 mm: "A"; others up to 1\.76 mm inside it\b/,
	'one that runs off, one that is near');
like(said(text(30, -10, 50) . text(30, -2, 150)), qr/by 3\.53 mm: "A"; others by 0\.71 mm or more\b/, 'two that run off');
like(said('0 1 0 0 k /No gs /Hello Hallo 50 50 m'), qr/graphics state No is missing.*unknown command "Hallo"/s, 'words for what is unknown');
like(said('1 0 0 RG .3 w 50 50 m 90 50 l S'), qr/0\.300 pt in DeviceRGB, which prints in several inks/, 'why RGB counts as several inks');

system("'$handbill' build brochure\@letter -l en --for press --marks=crop,fold,registration,bar,slug -o '$work/marks' >/dev/null 2>&1");
for my $profile (qw(x4 sheetfed)) {
	like(scalar `'$handbill' preflight --profile=$profile '$work/marks/press/en/brochure-letter.pdf' 2>&1`,
		qr/\A\S+ 2 pages, profile $profile: 0 errors, 0 warnings\n\z/, "our own marks: $profile");
}
done_testing();
