#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# A case per rule of `handbill preflight`: data/base.txt is a PDF that keeps them all; data/cases* changes a little of it
# each time, so that it breaks exactly the rules that the case names. A rule without a case must say why not.
#
#	== RULE... @ PROFILE     what the case breaks: rule ids with a gravity of error or warning; "none" for nothing
#	- text                   this, which stands in base.txt,
#	+ text                   becomes that ("+" alone: goes away); \n is a new line
#	* text                   an object more, "N 0 obj ... endobj" without these words: * 30 << ... >>
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

(my $here = __FILE__) =~ s{[^/]*$}{};
my $handbill = $ENV{HANDBILL} // "out/build/release/handbill";
my $work = tempdir(CLEANUP => 1);

sub slurp
{
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!";
	local $/;
	return <$in>;
}

# Objects as text become a file with lengths, a table of references and an ID.
sub pdf
{
	my ($text, $header, $trailer) = @_;
	$text =~ s{/Length \@(.*?>>\nstream\n)(.*?)\nendstream}{"/Length " . length($2) . "$1$2\nendstream"}gse;
	my $out = "$header\n%\xe2\xe3\xcf\xd3\n";
	my (%at, $last);
	for my $object (split /(?<=endobj\n)/, $text) {
		my ($number) = $object =~ /^(\d+) 0 obj/ or die "no object: $object";
		$at{$number} = length $out;
		$last = $number if !defined $last || $number > $last;
		$out .= $object;
	}
	my $xref = length $out;
	$out .= "xref\n0 " . ($last + 1) . "\n0000000000 65535 f \n";
	for (1 .. $last) {
		$out .= defined $at{$_} ? sprintf("%010d 00000 n \n", $at{$_}) : "0000000000 00000 f \n";
	}
	return $out . "trailer\n<< /Size " . ($last + 1) . " $trailer >>\nstartxref\n$xref\n%%EOF\n";
}

sub unescape
{
	my ($text) = @_;
	$text =~ s/\\n/\n/g;
	return $text;
}

# What breaks, as a sorted list, with the exit status; notes are not counted.
sub broken
{
	my ($path, $profile) = @_;
	my $report = `PATH=/nowhere '$handbill' preflight --profile=$profile --report=json '$path' 2>&1`;
	my $status = $? >> 8;
	my %seen;
	for (split /\n/, $report) {
		$seen{$2} = 1 if /"severity": "(error|warning)", "rule": "([^"]+)"/;
	}
	return (join(' ', sort keys %seen) || 'none', $status, $report);
}

my $base = slurp("${here}data/base.txt");
my $trailer = '/Root 1 0 R /Info 20 0 R /ID [ <01> <01> ]';
my (%cased, $case, @cases);
for (map { split /\n/, slurp($_) } sort glob "${here}data/cases*") {
	next if /^#/ || /^\s*$/;
	if (/^== (.*?) \@ (\w+)$/) {
		push @cases, $case = { rules => join(' ', sort split ' ', $1), profile => $2, from => [], to => [], more => '' };
	} elsif (/^- (.*)$/) {
		push @{ $case->{from} }, unescape($1);
	} elsif (/^\+ ?(.*)$/) {
		push @{ $case->{to} }, unescape($1);
	} elsif (/^\* (\d+) (.*)$/) {
		$case->{more} .= "$1 0 obj\n" . unescape($2) . "\nendobj\n";
	} else {
		die "what is this: $_";
	}
}
cmp_ok(scalar @cases, '>', 100, 'there are cases');

for my $case (@cases) {
	my ($text, $header, $tail) = ($base, '%PDF-1.6', $trailer);
	my $name = "$case->{rules} @ $case->{profile}: " . join ', ', map { s/\n.*//sr } @{ $case->{to} }, $case->{more};
	for my $i (0 .. $#{ $case->{from} }) {
		my ($from, $to) = ($case->{from}[$i], $case->{to}[$i] // '');
		my $found = 0;
		for my $part (\$text, \$header, \$tail) {
			$found += $$part =~ s/\Q$from\E/$to/;
			last if $found;
		}
		fail("$name: \"$from\" does not stand in base.txt") if !$found;
	}
	$text .= $case->{more};
	open my $out, '>:raw', "$work/case.pdf" or die $!;
	print $out pdf($text, $header, $tail);
	close $out;
	my ($seen, $status, $report) = broken("$work/case.pdf", $case->{profile});
	is($seen, $case->{rules}, substr($name, 0, 110)) or diag($report);
	cmp_ok($status, '<=', 1, 'and is readable') or diag($report);
	$cased{$_} = 1 for split ' ', $case->{rules};
}

# Every rule that is claimed has its case, or a reason.
my %without = map { /^(\S+)\s+(.*)$/ ? ($1, $2) : () } split /\n/, slurp("${here}data/without");
my @claimed;
for (`'$handbill' preflight --rules --report=json`) {
	push @claimed, $1 if /"rule": "([^"]+)"/;
}
cmp_ok(scalar @claimed, '>', 150, 'there are rules');
my @bare = grep { !$cased{$_} && !$without{$_} } @claimed;
is(join(' ', @bare), '', 'every rule has a case or a reason not to');
is(join(' ', grep { $cased{$_} } sort keys %without), '', 'no reason is out of date');
done_testing();
