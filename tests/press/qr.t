#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Every page as a picture: zbarimg reads the contact's `qr` where the dump promises a code, and nothing elsewhere.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use File::Temp qw(tempdir);
use Test::More;
use Oracle;

needs(qw(pdftoppm zbarimg));

open my $contact, '<:encoding(UTF-8)', root() . '/content/contacts/us.yaml' or die $!;
my ($qr) = map { /^qr:\s*"?([^"\s]+)"?/ ? $1 : () } <$contact>;
ok($qr, 'the contact has a code');

my $dumps = dumps();
my $folder = tempdir(CLEANUP => 1);

# What zbarimg reads on a page. A poster's code grows with it: 100 dpi on Letter, the same pixels on all larger ones.
sub codes
{
	my ($file, $page) = @_;
	my $picture = "$folder/$$";
	text_of('pdftoppm', '-gray', '-singlefile', $file->{piece} eq 'poster' ? ('-scale-to', 1100) : ('-r', 200), '-f', $page,
		'-l', $page, $file->{path}, $picture);
	return lines('zbarimg', '--nodbus', '-q', '--raw', '-Sdisable', '-Sqrcode.enable', "$picture.pgm");
}

sub faults
{
	my ($file) = @_;
	my @sheets = @{ $dumps->{"$file->{tag} $file->{piece} $file->{format}"}{sheets} };
	my $promised = 0;
	$promised += $_->{qr} for @sheets;
	return 'no page of it has a code' if !$promised;
	my @faults;
	if ($file->{panels}) {
		my @codes = map { codes($file, $_) } 1 .. set_pages($file);
		push @faults, "panels: read @codes" if "@codes" ne join ' ', ($qr) x $promised;
		return join "\n", @faults;
	}
	for my $i (0 .. $#sheets) {
		my @codes = codes($file, $i + 1);
		push @faults, 'page ' . ($i + 1) . ": read \"@codes\"" if "@codes" ne join ' ', ($qr) x $sheets[$i]{qr};
	}
	return join "\n", @faults;
}

# The oracle itself: nothing is read from a page without a code.
is_deeply([codes({ path => hand_made("$folder/case.pdf", '/MediaBox [0 0 200 200]', '9 9 9 9 re f'), piece => 'card' }, 1)], [],
	'by hand: no code');

my @files = files();
my @faults = spread(\&faults, @files);
is($faults[$_], '', $files[$_]{name}) for 0 .. $#files;
done_testing();
