#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# qpdf reads every file and has nothing to say against it.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use File::Temp qw(tempdir);
use Test::More;
use Oracle;

needs('qpdf');

sub faults
{
	my ($path) = @_;
	local $Oracle::errors = 'merged';
	my ($text, $status) = text_of('qpdf', '--check', $path);
	return $status == 0 && $text =~ /^PDF Version: 1\.6$/m && $text =~ /No syntax or stream encoding errors found/ &&
		$text !~ /warning/i ? '' : $text;
}

# The oracle itself: a file by hand, and the same one byte longer than its table says.
my $folder = tempdir(CLEANUP => 1);
my $path = hand_made("$folder/right.pdf", '/MediaBox [0 0 72 72]', '0 0 9 9 re f');
is(faults($path), '', 'by hand: right');
open my $right, '<:raw', $path or die $!;
open my $wrong, '>:raw', "$folder/wrong.pdf" or die $!;
{
	local $/;
	my $bytes = <$right>;
	print $wrong $bytes =~ s/endobj/ endobj/r;
}
close $wrong;
like(faults("$folder/wrong.pdf"), qr/warning/i, 'by hand: objects not where the table says');

my @files = files();
my @faults = spread(sub { faults($_[0]{path}) }, @files);
is($faults[$_], '', $files[$_]{name}) for 0 .. $#files;
done_testing();
