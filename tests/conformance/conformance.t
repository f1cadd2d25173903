#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# veraPDF says of every file for press and screen that it conforms to PDF/UA-1 and PDF/A-2a. Skipped where Java or its jars
# are not (make deps-conformance), unless CONFORMANCE=1 makes that a failure.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../press";
use File::Temp qw(tempdir);
use Test::More;
use Oracle;

my $folder = tempdir(CLEANUP => 1);

# What the driver answers to "FLAVOUR FILE" lines, {line => answer}, and its exit status.
sub ask
{
	my @questions = @_;
	open my $file, '>:encoding(UTF-8)', "$folder/questions" or die $!;
	print $file map { "$_\n" } @questions;
	close $file;
	my ($text, $status) = text_of('sh', '-c', '"$0" <"$1"', "$FindBin::Bin/run", "$folder/questions");
	my %answers = map { /^\w+\t(\w+)\t([^\t]+)/ ? ("$1 $2" => $_) : () } split /\n/, $text;
	return (\%answers, $status);
}

my (undef, $there) = ask();
if ($there == 3) {
	plan skip_all => 'no Java, or make deps-conformance was not run' if !$ENV{CONFORMANCE};
	die "CONFORMANCE=1, but there is no Java, or make deps-conformance was not run\n";
}

# A judge that finds no fault with a file that says nothing about itself is none.
hand_made("$folder/bare.pdf", '/MediaBox [0 0 72 72]', '0 0 9 9 re f');
open my $junk, '>', "$folder/junk.pdf" or die $!;
print $junk 'this is not a PDF';
close $junk;
my ($control, $status) = ask("ua1 $folder/bare.pdf", "2a $folder/bare.pdf", "ua1 $folder/junk.pdf");
like($control->{"ua1 $folder/bare.pdf"}, qr/^FAIL.*\t7\.1-10 /, 'the judge fails a bare file for UA-1');
like($control->{"2a $folder/bare.pdf"}, qr/^FAIL/, 'and for A-2a');
like($control->{"ua1 $folder/junk.pdf"}, qr/^ERROR/, 'and cannot read what is no PDF');
is($status, 2, 'and says so');

my @files = files();
ok(build(qw(brochure@letter card@us poster@a4 --for press -l), 'en,ar', '--marks=crop,fold,registration,bar,slug', '-o', "$folder/marked"),
	'with marks');
push @files, map { { path => $_, name => 'marked ' . s{.*/press/}{}r } } sort glob "$folder/marked/press/*/*.pdf";
my ($answers) = ask(map { ("ua1 $_->{path}", "2a $_->{path}") } @files);
for my $file (@files) {
	for my $flavour (qw(ua1 2a)) {
		my $answer = $answers->{"$flavour $file->{path}"} // 'no answer';
		my @fields = split /\t/, $answer;
		ok($fields[0] eq 'PASS', "$flavour $file->{name}") or diag(join "\n", @fields[3 .. $#fields]);
	}
}
done_testing();
