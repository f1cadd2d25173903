#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# qpdf reads every file and has nothing to say against it.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Oracle;

needs('qpdf');

my @files = files();
my @said = spread(sub {
	local $ENV{ORACLE_STDERR} = 1;
	my ($text, $status) = text_of('qpdf', '--check', $_[0]{path});
	return [$text, $status];
}, @files);
for my $i (0 .. $#files) {
	my ($text, $status) = @{ $said[$i] };
	ok($status == 0 && $text =~ /^PDF Version: 1\.6$/m && $text =~ /No syntax or stream encoding errors found/ &&
		$text !~ /warning/i, $files[$i]{name}) or diag($text);
}
done_testing();
