#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Every text that the dump says is placed is found again in the finished file, and nothing else is: by poppler on each
# page, by poppler through the structure tree in reading order, and by MuPDF and PDFium where they are installed.
# White space, direction marks and soft hyphens do not count, and compatibility forms (lam-alef) are the letters they stand
# for. Programs put right-to-left text in an order of their own: there, pages are compared as bags of characters, and as bags
# of words, whose letters must stand in their order. Through the structure tree white space counts too: words must not run
# together.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Unicode::Normalize qw(NFKC);
use Oracle;

needs(qw(pdftotext pdfinfo));

my %rtl = map { $_ => 1 } qw(ar ckb fa he ps ur);
my $dumps = dumps();

our $mirrored = 0;
our $spaces = 0;	# white space counts, as one space

sub normal
{
	my ($text, $tag) = @_;
	$text = NFKC($text);
	$text =~ tr/)]»/([«/ if $mirrored;
	$text =~ s/\s+/ /g if $spaces;
	my $white = $spaces ? '' : '\s';
	$text =~ s/[$white\x{AD}\x{200B}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}\x{2066}-\x{2069}\x{FEFF}]+//g;
	# Poppler drops the joiners of Malayalam chillus.
	$text =~ s/[\x{200C}\x{200D}]//g if $tag eq 'ml';
	return $text;
}

sub bag { return join '', sort split //, $_[0] }

# What one bag has and the other has not, for people.
sub difference
{
	my ($seen, $wanted) = @_;
	my %count;
	$count{$_}++ for split //, $wanted;
	$count{$_}-- for split //, $seen;
	return join ' ', map { sprintf '%s%d×%s (U+%04X)', $count{$_} > 0 ? '-' : '+', abs $count{$_}, $_, ord }
		grep { $count{$_} } sort keys %count;
}

# The element that stands as a block: links and spans are parts of one.
sub block
{
	my ($document, $element) = @_;
	$element = $document->{elements}[$element]{parent}
		while $element >= 0 && $document->{elements}[$element]{role} =~ /^(?:Link|Span)$/;
	return $element;
}

# Text of each block of these sheets, by element; -1 is what is no element.
sub blocks
{
	my ($document, @sheets) = @_;
	my %blocks;
	$blocks{ block($document, $_->[0]) } .= $_->[1] for map { @{ $_->{runs} } } @sheets;
	return \%blocks;
}

sub fault_of_page
{
	my ($seen, $document, @sheets) = @_;
	my $tag = $document->{tag};
	my $wanted = normal(join('', map { $_->[1] } map { @{ $_->{runs} } } @sheets), $tag);
	return 'the dump is empty' if $wanted eq '';
	return 'other characters: ' . difference($seen, $wanted) if bag($seen) ne bag($wanted);
	return if $rtl{$tag};
	my $blocks = blocks($document, @sheets);
	for my $element (sort { $a <=> $b } grep { $_ >= 0 } keys %$blocks) {
		my $text = normal($blocks->{$element}, $tag);
		return "not found whole: $text" if index($seen, $text) < 0;
	}
	return;
}

# Pages as some program reads them, against the sheets; panels are all sheets together.
sub faults
{
	my ($file, @pages) = @_;
	my $document = $dumps->{"$file->{tag} $file->{piece} $file->{format}"} or return 'no dump';
	my @sheets = @{ $document->{sheets} };
	@pages = map { normal($_, $file->{tag}) } @pages;
	return join "\n", fault_of_page(join('', @pages), $document, @sheets) // () if $file->{panels};
	return scalar(@pages) . ' pages, ' . @sheets . ' sheets' if @pages != @sheets;
	my @faults;
	for my $i (0 .. $#sheets) {
		my $fault = fault_of_page($pages[$i], $document, $sheets[$i]);
		push @faults, 'page ' . ($i + 1) . ": $fault" if defined $fault;
	}
	return join "\n", @faults;
}

sub by_poppler
{
	my ($file) = @_;
	my @pages = split /\f/, scalar text_of('pdftotext', '-raw', '-enc', 'UTF-8', $file->{path}, '-');
	return faults($file, @pages);
}

# The words in the order of the structure tree, which is that of the dump's elements.
sub by_structure
{
	my ($file) = @_;
	my $document = $dumps->{"$file->{tag} $file->{piece} $file->{format}"} or return 'no dump';
	local $spaces = 1;
	my $said = text_of('pdfinfo', '-struct-text', $file->{path});
	# Blocks are parted by their elements: what is said of one stands between the names of two.
	my (@seen, $open);
	for (split /^/, $said) {
		$open = 0 if /^\s*(?:P|H\d|LBody|Figure|LI|L|Document|Sect)\b/;
		next if !/^\s*"(.*)"$/;
		push @seen, '' if !$open++;
		$seen[-1] .= $1;
	}
	my $blocks = blocks($document, @{ $document->{sheets} });
	my @wanted = map { $blocks->{$_} } sort { $a <=> $b } grep { $_ >= 0 } keys %$blocks;
	my ($seen, $wanted) = map { join "\n", map { normal($_, $file->{tag}) =~ s/^ | $//gr } grep { /\S/ } @$_ } \@seen, \@wanted;
	return '' if $seen eq $wanted;
	return 'no structure tree' if $said !~ /\S/;
	return 'other characters: ' . difference($seen, $wanted) if bag($seen) ne bag($wanted);
	my $same = 0;
	$same++ while substr($seen, $same, 1) eq substr($wanted, $same, 1);
	return 'another order: "' . substr($seen, $same, 60) . '" instead of "' . substr($wanted, $same, 60) . '"';
}

# Words of three Arabic letters and more, without vowel signs, which poppler sets apart.
sub by_words
{
	my ($file) = @_;
	return '' if !$rtl{ $file->{tag} } || $file->{panels};
	my $document = $dumps->{"$file->{tag} $file->{piece} $file->{format}"} or return 'no dump';
	local $spaces = 1;
	my $seen = normal(scalar text_of('pdftotext', '-enc', 'UTF-8', $file->{path}, '-'), $file->{tag});
	my $wanted = normal(join(' ', map { $_->[1] } map { @{ $_->{runs} } } @{ $document->{sheets} }), $file->{tag});
	my $letters = qr/[\x{620}-\x{64A}\x{671}-\x{6D3}]/;
	my $word = qr/(?<!\p{Mn})(?<!$letters)$letters{3,}(?!\p{Mn})(?!$letters)/;
	my %there;
	$there{$_}++ for $seen =~ /$word/g;
	my @lost = grep { !$there{$_} } $wanted =~ /$word/g;
	return @lost ? 'words lost: ' . join ', ', @lost : '';
}

sub by_mupdf
{
	my ($file) = @_;
	local $Oracle::errors = 'hidden';	# Debian's knows no ICC, and says so
	my $said = text_of('mutool', 'draw', '-q', '-F', 'text', '-o', '-', $file->{path});
	my @pages = split /\f/, $said;
	pop @pages if @pages && $pages[-1] !~ /\S/;
	return faults($file, @pages);
}

my $python = root() . '/out/conformance/venv/bin/python';
my @pdfium = ($ENV{PYTHON} // (-x $python ? $python : 'python3'));
my $pdfium = (text_of(@pdfium, '-c', 'import pypdfium2'))[1] == 0;
die "CONFORMANCE=1, but there is no PDFium: make deps-conformance\n" if $ENV{CONFORMANCE} && !$pdfium;
sub by_pdfium
{
	my ($file) = @_;
	# It mirrors brackets by its own idea of a line's direction: all are one here.
	local $mirrored = $rtl{ $file->{tag} };
	return faults($file, split /\f/, scalar text_of(@pdfium, "$FindBin::Bin/pdfium.py", $file->{path}));
}

# The oracle itself.
my $latin = { tag => 'en', elements => [{ role => 'Document', parent => -1 }, { role => 'P', parent => 0 }, { role => 'Link', parent => 1 },
	{ role => 'P', parent => 0 }] };
my $placed = { runs => [[1, 'Call '], [2, "\x{2066}1-800\x{2069}"], [1, ' now'], [3, "of\x{AD}fice"]] };
for my $case (
	['the same', qr/^$/, "Call 1-\n800 now\nof\x{FB01}ce"],
	['another order of blocks', qr/^$/, "office\nCall 1-800 now"],
	['a letter lost', qr/^other characters: -1×l \(U\+006C\)$/, 'Cal 1-800 now office'],
	['a letter too many', qr/^other characters: \+1×! /, 'Call 1-800 now! office'],
	['a number broken', qr/^not found whole: Call1-800now$/, 'Call 800-1 now office'],
) {
	my ($name, $wanted, $seen) = @$case;
	like(fault_of_page(normal($seen, 'en'), $latin, $placed) // '', $wanted, "by hand: $name");
}
$latin->{tag} = 'ar';
is(fault_of_page(normal('now office 800-1 llaC', 'ar'), $latin, $placed), undef, 'by hand: Arabic in any order');

# Another reader's reading order is its own affair: only the characters are asked of it.
my @readers = (['poppler', \&by_poppler, 1], ['structure', \&by_structure, 1], ['words', \&by_words, 1],
	['MuPDF', \&by_mupdf, has_tool('mutool')],
	['PDFium', \&by_pdfium, $pdfium]);
my @files = files();
for my $reader (@readers) {
	my ($name, $work, $there) = @$reader;
	subtest $name => sub {
		plan skip_all => "$name is not installed" if !$there;
		my @faults = spread($work, @files);
		is($faults[$_], '', "$name: $files[$_]{name}") for 0 .. $#files;
	};
}
done_testing();
