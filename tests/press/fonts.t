#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Poppler's view of the fonts: every one embedded, cut to what is used, readable as text, an outline font, and of
# fonts/fonts.lock.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use File::Temp qw(tempdir);
use Test::More;
use Oracle;

needs('pdffonts');

# Stems of the lock's files; a collection's faces bear the region's letters within.
open my $lock, '<', root() . '/fonts/fonts.lock' or die $!;
my %known = map { /^([\w-]+)\.\w+\s/ ? ($1 => 1) : () } <$lock>;

sub faults
{
	my ($path) = @_;
	my @lines = lines('pdffonts', $path);
	my @faults;
	for (@lines[2 .. $#lines]) {
		my ($name, $type, $embedded, $subset, $unicode) = /^(\S+)\s+(.*?)\s+\S+\s+(yes|no)\s+(yes|no)\s+(yes|no)\s+(?:\d+\s+\d+|\[none\])$/;
		if (!defined $name) {
			push @faults, "what is this? $_";
			next;
		}
		my $stem = $name =~ s/^[A-Z]{6}\+//r =~ s/CJK(?:sc|tc|hk|jp|kr)-/CJK-/r;
		push @faults, "$name: of the Type 3" if $type =~ /Type 3/;
		push @faults, "$name: not embedded" if $embedded ne 'yes';
		push @faults, "$name: not a subset" if $subset ne 'yes';
		push @faults, "$name: no Unicode" if $unicode ne 'yes';
		push @faults, "$name: not in fonts.lock" if !$known{$stem};
	}
	push @faults, 'no fonts' if @lines < 3;
	return join "\n", @faults;
}

# The oracle itself.
my $folder = tempdir(CLEANUP => 1);
my $page = '/MediaBox [0 0 72 72] /Resources << /Font << /F 5 0 R >> >>';
for my $case (
	['Helvetica', qr/^Helvetica: not embedded$/m, '/Subtype /Type1 /BaseFont /Helvetica'],
	['a Type 3 font', qr/of the Type 3/, '/Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << >> ' .
		'/Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [9]'],
) {
	my ($name, $wanted, $font) = @$case;
	like(faults(hand_made("$folder/case.pdf", $page, 'BT /F 12 Tf 9 9 Td (a) Tj ET', "<< /Type /Font $font >>")), $wanted,
		"by hand: $name");
}

my @files = files();
my @faults = spread(sub { faults($_[0]{path}) }, @files);
is($faults[$_], '', $files[$_]{name}) for 0 .. $#files;
done_testing();
