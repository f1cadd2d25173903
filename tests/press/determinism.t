#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# The same input gives the same bytes: with one worker or four, in another locale, zone, folder and second, with or without
# SOURCE_DATE_EPOCH.
use strict;
use warnings;
use utf8;
use Digest::SHA;
use FindBin;
use lib $FindBin::Bin;
use File::Temp qw(tempdir);
use Test::More;
use Oracle;

my $folder = tempdir(CLEANUP => 1);
my @pieces = $ENV{TEST_ALL} ? () : qw(poster@letter card@us brochure@a4 handout@letter);
my @arguments = (@pieces, '--for', 'press,screen,preview', '--data', root());

# What is in a folder: {relative path => SHA-256}.
sub sums
{
	my ($into) = @_;
	return { map { (substr($_, length $into) => Digest::SHA->new(256)->addfile($_, 'b')->hexdigest) }
		lines('find', $into, '-type', 'f') };
}

# Builds under these variables (undef: unset) with so many workers.
sub build_as
{
	my ($name, $workers, %variables) = @_;
	local %ENV = (%ENV, %variables);
	delete @ENV{ grep { !defined $ENV{$_} } keys %ENV };
	ok(build(@arguments, "-j$workers", '-o', "$folder/$name"), "built: $name");
	return sums("$folder/$name");
}

sub same
{
	my ($one, $other, $what) = @_;
	is_deeply($other, $one, $what);
}

my %plain = (LC_ALL => 'C', TZ => 'UTC');
my %foreign = (LC_ALL => 'tr_TR.UTF-8', LANG => 'ar_EG.UTF-8', LANGUAGE => 'ar', TZ => 'Asia/Kathmandu', HOME => '/nonexistent',
	XDG_CONFIG_HOME => '/nonexistent', FONTCONFIG_FILE => '/nonexistent');
my $epoch = 1767225600;

my $one = build_as('one', 1, %plain, SOURCE_DATE_EPOCH => $epoch);
cmp_ok(scalar keys %$one, '>', 8, 'there are files to compare');
same($one, build_as('four', 4, %plain, SOURCE_DATE_EPOCH => $epoch), 'one worker or four');
chdir '/' or die $!;
same($one, build_as('foreign', 2, %foreign, SOURCE_DATE_EPOCH => $epoch), 'another locale, zone, home and folder');

my $first = build_as('first', 2, %plain, SOURCE_DATE_EPOCH => undef);
sleep 1;
same($first, build_as('second', 2, %plain, SOURCE_DATE_EPOCH => undef), 'no clock');
done_testing();
