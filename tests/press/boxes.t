#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Poppler's view of every page's boxes: sizes of layouts/formats.yaml within .01 pt, bleed all round, nothing turned.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use File::Temp qw(tempdir);
use Test::More;
use Oracle;

needs('pdfinfo');

# Pages of a file, each {MediaBox => [x0, y0, x1, y1], ..., rotate}.
sub pages
{
	my ($path) = @_;
	my @pages;
	for (lines('pdfinfo', '-box', '-f', 1, '-l', 999, $path)) {
		$pages[$1 - 1]{$2} = [split ' ', $3] if /^Page\s+(\d+) (\w+Box):\s+(.*)/;
		$pages[$1 - 1]{rotate} = $2 if /^Page\s+(\d+) rot:\s+(\d+)/;
	}
	return @pages;
}

sub same_box
{
	my ($box, $wanted) = @_;
	return !grep { !within($box->[$_], $wanted->[$_], .01) } 0 .. 3;
}

# What is wrong with a page, given how wide and high its trim must be and how far it bleeds; `slack` may stand around.
sub faults
{
	my ($page, $width, $height, $bleed, $slack) = @_;
	my ($x, $y) = @{ $page->{TrimBox} }[0, 1];
	my %wanted = (
		TrimBox => [$x, $y, $x + $width, $y + $height],
		BleedBox => [$x - $bleed, $y - $bleed, $x + $width + $bleed, $y + $height + $bleed],
	);
	my $media = $page->{MediaBox};
	$wanted{MediaBox} = $slack ? [0, 0, @$media[2, 3]] : [0, 0, $width + 2 * $bleed, $height + 2 * $bleed];
	$wanted{CropBox} = $wanted{MediaBox};
	my @faults = map { "$_ is @{ $page->{$_} }, not @{ $wanted{$_} }" }
		grep { !same_box($page->{$_}, $wanted{$_}) } sort keys %wanted;
	push @faults, 'turned' if $page->{rotate};
	push @faults, 'the bleed leaves the page' if $x < $bleed - .01 || $y < $bleed - .01 ||
		$media->[2] < $x + $width + $bleed - .01 || $media->[3] < $y + $height + $bleed - .01;
	push @faults, 'no room for marks' if $slack && $x - $bleed < 10;
	return @faults;
}

sub faults_of_file
{
	my ($file, $slack) = @_;
	my ($width, $height, $bleed) = expected_trim($file);
	$bleed = 0 if $file->{purpose} eq 'screen';
	my @pages = pages($file->{path});
	my @faults = @pages == set_pages($file) ? () : scalar(@pages) . ' pages, not ' . set_pages($file);
	if ($file->{panels}) {
		my $sum = 0;
		for my $page (@pages) {
			my $wide = $page->{TrimBox}[2] - $page->{TrimBox}[0];
			push @faults, faults($page, $wide, $height, 0, 0);
			$sum += $wide;
		}
		push @faults, "the panels are $sum pt wide, not " . 2 * $width if !within($sum, 2 * $width, .04);
	} else {
		push @faults, map { faults($_, $width, $height, $bleed, $slack) } @pages;
	}
	return join "\n", @faults;
}

# The oracle itself: a card with its boxes right, and wrong in one.
my $folder = tempdir(CLEANUP => 1);
for my $case (
	['right', qr/^$/, '/MediaBox [0 0 270 162] /BleedBox [0 0 270 162] /TrimBox [9 9 261 153]'],
	['a trim too wide', qr/^TrimBox is/m, '/MediaBox [0 0 270.1 162] /BleedBox [0 0 270.1 162] /TrimBox [9 9 261.1 153]'],
	['no bleed', qr/^BleedBox is .* not /s, '/MediaBox [0 0 270 162] /BleedBox [9 9 261 153] /TrimBox [9 9 261 153]'],
	['turned', qr/^turned$/, '/MediaBox [0 0 270 162] /BleedBox [0 0 270 162] /TrimBox [9 9 261 153] /Rotate 90'],
	['cropped', qr/^CropBox is/, '/MediaBox [0 0 270 162] /BleedBox [0 0 270 162] /TrimBox [9 9 261 153] /CropBox [9 9 261 153]'],
) {
	my ($name, $wanted, $page) = @$case;
	my @page = pages(hand_made("$folder/case.pdf", $page, ''));
	like(join("\n", faults($page[0], 252, 144, 9, 0)), $wanted, "by hand: $name");
}

is(faults_of_file($_, 0), '', $_->{name}) for files();

my $marked = "$folder/marked";
ok(build(qw(brochure card poster@tabloid -l en --for press), '--marks=crop,fold,registration,bar,slug', '-o', $marked), 'with marks');
for my $path (sort glob "$marked/press/en/*.pdf") {
	my ($piece, $format) = $path =~ m{/([a-z]+)-([^/]+)\.pdf$};
	is(faults_of_file({ path => $path, purpose => 'press', piece => $piece, format => $format }, 1), '', "marked $piece-$format");
}
done_testing();
