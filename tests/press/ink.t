#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Ghostscript's plates of the press files. Every pixel is one of the palette's builds, or black over a ground on which the
# palette allows black text: so text is black on the K plate alone, it overprints, and no ink exceeds the palette's limit.
# Black text whose ground is white under it, though coloured on both sides, was knocked out. Marks are on all plates.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use File::Temp qw(tempdir);
use Test::More;
use Oracle;

needs(qw(gs pdfinfo));

my $folder = tempdir(CLEANUP => 1);

# layouts/palette.yaml: builds as [c, m, y, k] in percent, grounds of black text, the ink limit.
my (%builds, @grounds, $limit);
{
	open my $palette, '<:encoding(UTF-8)', root() . '/layouts/palette.yaml' or die $!;
	my ($name, $text);
	while (<$palette>) {
		$limit = $1 if /^ink_limit:\s*(\d+)/;
		$name = $1 if /^  (\w+):\s*$/;
		$builds{$name} = [split /\s*,\s*/, $1] if /^    cmyk:\s*\[(.*?)\]/;
		$text = $1 if /^  - text:\s*(\w+)/;
		push @grounds, $1 if /^    ground:\s*(\w+)/ && $text eq 'ink';
	}
}
ok($limit && %builds && @grounds, 'the palette is read');

# Ghostscript's picture of all plates together: (width, four bytes a pixel, 255 where a plate is full). Uncompressed TIFF.
sub separations
{
	my ($path) = @_;
	open my $file, '<:raw', $path or die "$path: $!";
	local $/;
	my $tiff = <$file>;
	my ($order, $version, $at) = unpack 'a2vV', $tiff;
	die "$path: not a little-endian TIFF\n" if $order ne 'II' || $version != 42;
	my %tags;
	for my $i (0 .. unpack('v', substr $tiff, $at, 2) - 1) {
		my ($tag, $type, $count, $value) = unpack 'vvVa4', substr $tiff, $at + 2 + 12 * $i, 12;
		next if $type != 3 && $type != 4;
		my $size = ($type == 3 ? 2 : 4) * $count;
		$value = substr $tiff, unpack('V', $value), $size if $size > 4;
		$tags{$tag} = [unpack(($type == 3 ? 'v' : 'V') . $count, $value)];
	}
	die "$path: not plain CMYK\n"
		if $tags{258}[0] != 8 || $tags{259}[0] != 1 || $tags{262}[0] != 5 || $tags{277}[0] != 4;
	return ($tags{256}[0], join '', map { substr $tiff, $tags{273}[$_], $tags{279}[$_] } 0 .. $#{ $tags{273} });
}

# The plates of each page: {dpi, width, pixels, others}. About `long` pixels on the long side.
sub rasters
{
	my ($path, $long) = @_;
	my ($wide, $high) = map { /^Page\s+1 MediaBox:\s+\S+\s+\S+\s+(\S+)\s+(\S+)/ ? ($1, $2) : () } lines('pdfinfo', '-box',
		'-f', 1, '-l', 1, $path);
	my $dpi = int $long * 72 / ($wide > $high ? $wide : $high);
	my $name = "$folder/$$";
	my ($said, $status) = text_of('gs', '-q', '-dSAFER', '-dNOPAUSE', '-dBATCH', '-sDEVICE=tiffsep', '-sCompression=none',
		"-r$dpi", "-sOutputFile=$name-%d.tif", $path);
	die "gs: $said\n" if $status != 0;
	my @rasters;
	for (my $page = 1; -e "$name-$page.tif"; $page++) {
		my ($width, $pixels) = separations("$name-$page.tif");
		my @others = grep { !/\((?:Cyan|Magenta|Yellow|Black)\)/ } glob "$name-$page(*).tif";
		push @rasters, { dpi => $dpi, width => $width, pixels => $pixels, others => \@others };
		unlink glob "$name-$page*.tif";
	}
	return @rasters;
}

# Which build a pixel is: its name, "NAME+black" under black, undef for none. Plates are 8 bits: off by one or two.
my %names;
sub build_of
{
	my ($pixel) = @_;
	return $names{$pixel} if exists $names{$pixel};
	my @seen = map { $_ / 2.55 } unpack 'C4', $pixel;
	my $same = sub {
		my @build = @_;
		return !grep { abs($seen[$_] - $build[$_]) > 1 } 0 .. 3;
	};
	my ($name) = grep { $same->(@{ $builds{$_} }) } sort keys %builds;
	if (!defined $name) {
		my ($ground) = grep { $same->(@{ $builds{$_} }[0 .. 2], 100) } @grounds;
		$name = "$ground+black" if defined $ground;
	}
	return $names{$pixel} = $name;
}

# Per cent, for people.
sub percent { return join '/', map { sprintf '%.0f', $_ / 2.55 } unpack 'C4', $_[0] }

sub fault_of_builds
{
	my ($raster) = @_;
	my (%count, @faults);
	$count{$_}++ for unpack '(a4)*', $raster->{pixels};
	for my $pixel (sort keys %count) {
		my $sum = 0;
		$sum += $_ / 2.55 for unpack 'C4', $pixel;
		push @faults, percent($pixel) . ": no build of the palette, $count{$pixel} pixels" if !defined build_of($pixel);
		push @faults, sprintf '%s: %.0f %% of ink, over %d', percent($pixel), $sum, $limit if $sum > $limit + 1;
	}
	my $black = grep { defined && /^ink$|\+black$/ } map { build_of($_) } keys %count;
	push @faults, 'no black' if !$black;
	push @faults, map { 'another plate: ' . $_ } @{ $raster->{others} };
	return @faults;
}

# Pure black between two pixels of one coloured ground: the ground was knocked out under it.
sub fault_of_overprint
{
	my ($raster) = @_;
	my @coloured = grep { $_ ne 'paper' } @grounds;
	my %letter = map { ($coloured[$_] => chr ord('a') + $_) } 0 .. $#coloured;
	my @pixels = unpack '(a4)*', $raster->{pixels};
	my %letters;
	@letters{@pixels} = ();
	for (keys %letters) {
		my $name = build_of($_) // '';
		$letters{$_} = $name eq 'ink' ? 'K' : $name =~ /\+black$/ ? 'O' : $letter{$name} // '.';
	}
	my $rows = join '', @letters{@pixels};
	my %knocked;
	for my $row (unpack "(a$raster->{width})*", $rows) {
		$knocked{ $coloured[ord($1) - ord 'a'] } += $2 =~ tr/K// while $row =~ /([a-z])([KO]+)(?=\1)/g;
	}
	return map { "black knocks $_ out: $knocked{$_} pixels" } sort grep { $knocked{$_} } keys %knocked;
}

sub faults
{
	my ($file) = @_;
	my @faults;
	my @rasters = rasters($file->{path}, 420);
	for my $i (0 .. $#rasters) {
		push @faults, map { 'page ' . ($i + 1) . ": $_" } fault_of_builds($rasters[$i]), fault_of_overprint($rasters[$i]);
	}
	push @faults, scalar(@rasters) . ' pages' if @rasters != set_pages($file);
	return join "\n", @faults;
}

# The oracle itself: what it must let pass, and what it must not.
my $page = '/MediaBox [0 0 200 200] /TrimBox [20 20 180 180] /BleedBox [10 10 190 190] /Resources << /ExtGState << ' .
	'/O << /OP true /op true /OPM 1 >> /N << /OP false /op false >> >> /ColorSpace << /All [/Separation /All /DeviceCMYK ' .
	'<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 1 1] /N 1 >>] /Spot [/Separation /Gold /DeviceCMYK ' .
	'<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 .2 .9 0] /N 1 >>] >> >>';
my $ground = '0 .2 .9 0 k 20 20 160 160 re f';
for my $case (
	['black overprints', qr/^$/, "$ground /O gs 0 0 0 1 k 40 40 40 40 re f"],
	['black knocks out', qr/^page 1: black knocks signal out: \d+ pixels$/, "$ground 0 0 0 1 k 40 40 40 40 re f"],
	['rich black', qr{^page 1: 60/40/40/100: no build}m, '.6 .4 .4 1 k 40 40 40 40 re f 0 0 0 1 k 90 90 9 9 re f'],
	['black of RGB', qr/no build of the palette/, '0 0 0 rg 40 40 40 40 re f'],
	['too much ink', qr{of ink, over 240}, '1 1 1 0 k 40 40 40 40 re f'],
	['a spot colour', qr/another plate: .*Gold/, "$ground /Spot cs 1 scn 40 40 40 40 re f"],
	['no black', qr/^page 1: no black$/, $ground],
) {
	my ($name, $wanted, $content) = @$case;
	my $path = hand_made("$folder/case.pdf", $page, $content);
	like(faults({ path => $path, piece => 'poster' }), $wanted, "by hand: $name");
}

my @files = files('press');
my @faults = spread(\&faults, @files);
is($faults[$_], '', $files[$_]{name}) for 0 .. $#files;

# Outside the bleed nothing but marks, the same on every plate; inside it none, so that the rules above hold there too.
sub faults_of_marks
{
	my ($path) = @_;
	my @boxes = map { /^Page\s+\d+ BleedBox:\s+(.*)/ ? [split ' ', $1] : () } lines('pdfinfo', '-box', '-f', 1, '-l', 99, $path);
	my (@faults, $inked);
	for my $raster (rasters($path, 560)) {
		my ($left, $bottom, $right, $top) = @{ shift @boxes };
		my ($scale, $width) = ($raster->{dpi} / 72, $raster->{width});
		my @pixels = unpack '(a4)*', $raster->{pixels};
		my $height = @pixels / $width;
		my ($inside, %uneven) = ('');
		for my $i (0 .. $#pixels) {
			my ($x, $y) = ($i % $width, $height - 1 - int $i / $width);
			my $out = $x + 2 < $left * $scale || $x - 1 > $right * $scale || $y + 2 < $bottom * $scale || $y - 1 > $top * $scale;
			my $in = $x >= $left * $scale && $x + 1 <= $right * $scale && $y >= $bottom * $scale && $y + 1 <= $top * $scale;
			$inside .= $pixels[$i] if $in;
			next if !$out || $pixels[$i] eq "\0\0\0\0";
			$inked++;
			$uneven{ percent($pixels[$i]) }++ if grep { $_ != ord $pixels[$i] } unpack 'C4', $pixels[$i];
		}
		push @faults, map { "a mark is not on all plates: $_" } sort keys %uneven;
		push @faults, map { "inside the bleed: $_" } fault_of_builds({ pixels => $inside, others => $raster->{others} });
	}
	push @faults, 'no marks' if !$inked;
	return join "\n", @faults;
}

my $art = '0 .2 .9 0 k 10 10 180 180 re f 0 0 0 1 k 50 50 50 50 re f';
for my $case (
	['marks on all plates', qr/^$/, "$art /All cs 1 scn 2 2 3 3 re f"],
	['a mark of black', qr/a mark is not on all plates/, "$art 2 2 3 3 re f"],
	['a mark in the bleed', qr{inside the bleed: 100/100/100/100: no build}, "$art /All cs 1 scn 2 2 3 3 re f 12 12 4 4 re f"],
	['no marks', qr/^no marks$/, $art],
) {
	my ($name, $wanted, $content) = @$case;
	like(faults_of_marks(hand_made("$folder/case.pdf", $page, $content)), $wanted, "by hand: $name");
}

# All but the colour bar, whose patches are of single plates.
ok(build(qw(brochure@letter card@us poster@letter -l en --for press), '--marks=crop,fold,registration,slug', '-o', "$folder/marked"),
	'with marks');
my @marked = sort glob "$folder/marked/press/en/*.pdf";
my @marks = spread(\&faults_of_marks, @marked);
is($marks[$_], '', 'marks: ' . $marked[$_] =~ s{.*/}{}r) for 0 .. $#marked;
done_testing();
