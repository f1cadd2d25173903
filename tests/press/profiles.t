#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# The colour profiles of layouts/profiles are what profiles.yaml says; where Argyll and the measurements are, each profile is
# held against every measured patch.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Oracle;

my $folder = root() . '/layouts/profiles';
my %rows;
open my $file, '<:encoding(UTF-8)', "$folder/profiles.yaml" or die $!;
my $name;
while (<$file>) {
	$name = $1 if /^(\w+):\s*$/;
	$rows{$name}{$1} = $2 if /^  (\w+):\s+(.*?)\s*$/;
}
cmp_ok(scalar keys %rows, '>=', 4, 'rows');
is_deeply([sort map { $_->{file} } values %rows], [sort map { s{.*/}{}r } glob "$folder/*.icc"], 'every file has its row');
is_deeply([sort map { $_->{default} // () } values %rows], [qw(inch metric screen)], 'every default is given once');

my %measured = ('tr006.icc' => 'TR006', 'fogra39.icc' => 'FOGRA39L', 'fogra29.icc' => 'FOGRA29L');
for my $row (map { $rows{$_} } sort keys %rows) {
	open my $icc, '<:raw', "$folder/$row->{file}" or die $!;
	local $/;
	my $bytes = <$icc>;
	my ($size, $version, $class, $space, $date, $magic) = unpack 'N x4 N a4 a4 x4 a12 a4', $bytes;
	is($size, length $bytes, "$row->{file}: size");
	cmp_ok($version >> 24, '==', 2, "$row->{file}: version 2");
	is($class, $row->{space} eq 'CMYK' ? 'prtr' : 'mntr', "$row->{file}: class");
	is($space, $row->{space} eq 'CMYK' ? 'CMYK' : 'RGB ', "$row->{file}: space");
	is(join('.', unpack 'n6', $date), '2026.1.1.0.0.0', "$row->{file}: no clock");
	is($magic, 'acsp', "$row->{file}: an ICC profile");
	cmp_ok($size, '<', 160_000, "$row->{file}: small");
	SKIP: {
		my $data = "/usr/share/color/icc/" . ($measured{ $row->{file} } // '') . '.ti3';
		skip "$row->{file}: nothing to measure it with", 1 if !has_tool('profcheck') || !-e $data;
		my ($worst, $mean) = text_of('profcheck', $data, "$folder/$row->{file}") =~ /max\. = ([\d.]+), avg\. = ([\d.]+)/;
		ok(defined $mean && $mean < .6 && $worst < 2.5, "$row->{file}: near the measurements")
			or diag("average $mean, worst $worst");
	}
}
done_testing();
