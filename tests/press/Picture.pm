# SPDX-License-Identifier: GPL-3.0-or-later
# Grey pictures: {width, height, pixels (a byte each)}, from PGM, from and to PNG of 16 greys.
package Picture;

use strict;
use warnings;
use Compress::Zlib qw(compress uncompress crc32);
use Exporter qw(import);

our @EXPORT_OK = qw(from_pgm from_png to_png difference);

sub contents
{
	my ($path) = @_;
	open my $file, '<:raw', $path or die "$path: $!\n";
	local $/;
	return scalar <$file>;
}

sub from_pgm
{
	my ($path) = @_;
	my $bytes = contents($path);
	$bytes =~ /^P5\s+(\d+)\s+(\d+)\s+255\s/ or die "$path: not an 8-bit PGM\n";
	return { width => $1, height => $2, pixels => substr $bytes, $+[0] };
}

sub chunk { return pack('N', length $_[1]) . $_[0] . $_[1] . pack 'N', crc32($_[0] . $_[1]) }

# Four bits a pixel, nothing filtered: what from_png can read.
sub to_png
{
	my ($picture, $path) = @_;
	my $rows = '';
	for my $y (0 .. $picture->{height} - 1) {
		my @greys = map { $_ / 17 } coarse(substr $picture->{pixels}, $y * $picture->{width}, $picture->{width});
		push @greys, 0 if @greys % 2;
		$rows .= "\0" . pack 'C*', map { $greys[2 * $_] << 4 | $greys[2 * $_ + 1] } 0 .. $#greys / 2;
	}
	my $header = pack 'NNC5', @$picture{qw(width height)}, 4, 0, 0, 0, 0;
	open my $file, '>:raw', $path or die "$path: $!\n";
	print $file "\x89PNG\r\n\x1a\n" . chunk('IHDR', $header) . chunk('IDAT', compress($rows, 9)) . chunk('IEND', '');
	close $file or die "$path: $!\n";
}

sub from_png
{
	my ($path) = @_;
	my $bytes = contents($path);
	my ($at, $data) = (8, '');
	my ($width, $height, @kind);
	while ($at < length $bytes) {
		my ($length, $name) = unpack 'Na4', substr $bytes, $at, 8;
		my $body = substr $bytes, $at + 8, $length;
		($width, $height, @kind) = unpack 'NNC5', $body if $name eq 'IHDR';
		$data .= $body if $name eq 'IDAT';
		$at += 12 + $length;
	}
	die "$path: not a PNG of ours\n" if !defined $width || "@kind" ne '4 0 0 0 0';
	my $rows = uncompress($data);
	my $stride = 1 + int(($width + 1) / 2);
	my $pixels = '';
	for my $y (0 .. $height - 1) {
		my @greys = map { (($_ >> 4) * 17, ($_ & 15) * 17) } unpack 'C*', substr $rows, $y * $stride + 1, $stride - 1;
		$pixels .= pack 'C*', @greys[0 .. $width - 1];
	}
	return { width => $width, height => $height, pixels => $pixels };
}

# The 16 greys that to_png keeps.
sub coarse { return map { 17 * int($_ / 17 + .5) } unpack 'C*', $_[0] }

# How far two pictures of one size differ, seen in 16 greys and in squares of 4 × 4 pixels: the average square, the worst, and
# where that is.
sub difference
{
	my ($one, $other) = @_;
	my ($width, $height) = @$one{qw(width height)};
	my @squares;
	my $across = int(($width + 3) / 4);
	for my $y (0 .. $height - 1) {
		my @a = coarse(substr $one->{pixels}, $y * $width, $width);
		my @b = coarse(substr $other->{pixels}, $y * $width, $width);
		$squares[int($y / 4) * $across + int $_ / 4] += ($a[$_] - $b[$_]) / 16 for 0 .. $width - 1;
	}
	my ($sum, $worst) = (0, 0);
	for my $i (0 .. $#squares) {
		$sum += abs $squares[$i];
		$worst = $i if abs $squares[$i] > abs $squares[$worst];
	}
	return ($sum / @squares, abs $squares[$worst], $worst % $across * 4, int($worst / $across) * 4);
}

1;
