#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Every page of the screen files as a small grey picture, compared with the one that was looked at and blessed. A line of
# text that moves by 2 mm on a Letter page is seen; another release's smoothing of edges is not.
# BLESS=1 (make bless) writes the pictures down: look at them.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use Oracle;
use Picture qw(from_pgm from_png to_png difference);

needs('pdftoppm');

my $blessed = "$FindBin::Bin/blessed";
my $folder = tempdir(CLEANUP => 1);
my $long = 280;		# pixels on the long side: 25 dpi on Letter
my ($mean_limit, $worst_limit) = (2, 45);

sub name_of
{
	my ($file, $page) = @_;
	return "$file->{tag}-$file->{piece}-$file->{format}-$page.png";
}

sub picture
{
	my ($file, $page) = @_;
	text_of('pdftoppm', '-gray', '-singlefile', '-scale-to', $long, '-f', $page, '-l', $page, $file->{path}, "$folder/$$");
	return from_pgm("$folder/$$.pgm");
}

sub faults
{
	my ($file) = @_;
	my @faults;
	for my $page (1 .. set_pages($file)) {
		my $path = "$blessed/" . name_of($file, $page);
		my $seen = picture($file, $page);
		if ($ENV{BLESS}) {
			to_png($seen, $path);
			next;
		}
		if (!-e $path) {
			push @faults, "page $page: no blessed picture";
			next;
		}
		my $wanted = from_png($path);
		if ($seen->{width} != $wanted->{width} || $seen->{height} != $wanted->{height}) {
			push @faults, "page $page: another size";
			next;
		}
		my ($mean, $worst, $x, $y) = difference($seen, $wanted);
		push @faults, sprintf 'page %d: differs by %.1f of 255 on average, %.0f at %d, %d of %d × %d', $page, $mean, $worst,
			$x, $y, @$seen{qw(width height)} if $mean > $mean_limit || $worst > $worst_limit;
	}
	return join "\n", @faults;
}

my @files = grep { !$_->{panels} && is_selected($_) } files('screen');
make_path($blessed);
if ($ENV{BLESS}) {
	unlink glob "$blessed/*.png";
}
my @faults = spread(\&faults, @files);
is($faults[$_], '', $files[$_]{name}) for 0 .. $#files;
my %wanted = map { my $file = $_; map { (name_of($file, $_) => 1) } 1 .. set_pages($file) } @files;
is(join(' ', grep { !$wanted{$_} } map { s{.*/}{}r } glob "$blessed/*.png"), '', 'no picture of what is not printed');

# The comparison itself sees a line that moved, and does not see noise.
my $page = picture($files[0], 1);
my $row = $page->{width};
my $moved = { %$page, pixels => substr($page->{pixels}, 3 * $row) . substr $page->{pixels}, 0, 3 * $row };
my ($mean, $worst) = difference($page, $moved);
ok($mean > $mean_limit || $worst > $worst_limit, 'a page moved by three pixels is seen')
	or diag("mean $mean, worst $worst");
my $noise = { %$page, pixels => join '', map { chr($_ > 247 ? $_ - 8 : $_ + 8 * ($_ % 2)) } unpack 'C*', $page->{pixels} };
($mean, $worst) = difference($page, $noise);
ok($worst <= $worst_limit, 'noise is not');
done_testing();
