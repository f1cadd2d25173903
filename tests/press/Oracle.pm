# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts of this folder share: a set of finished files, made once for all of them; what the dump says about each;
# other people's programs run and read.
package Oracle;

use strict;
use warnings;
use utf8;
use Cwd qw(abs_path);
use Encode qw(decode);
use Exporter qw(import);
use Fcntl qw(:flock);
use File::Basename qw(dirname);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use JSON::PP ();
use Test::More;

our @EXPORT = qw(root handbill build set_folder set_pages is_selected files editions dumps formats expected_trim has_tool needs lines
	text_of spread within hand_made);

binmode $_, ':encoding(UTF-8)' for \*STDOUT, \*STDERR, Test::More->builder->output, Test::More->builder->failure_output,
	Test::More->builder->todo_output;

my $root = abs_path(dirname(__FILE__) . '/../..');

# In every edition: the formats where words have the least room. The reference edition comes in every format.
my @tightest = qw(poster@letter card@us brochure@letter brochure@a4 handout@letter handout@a4);

sub root { return $root }

sub handbill { return $ENV{HANDBILL} // "$root/out/build/" . ($ENV{VARIANT} // 'release') . '/handbill' }

# Whether `low` <= `value` <= `high` up to rounding at the end of a printed number.
sub within
{
	my ($value, $wanted, $tolerance) = @_;
	return abs($value - $wanted) <= $tolerance + 1e-9;
}

sub has_tool
{
	my ($tool) = @_;
	return scalar grep { -x "$_/$tool" } split /:/, $ENV{PATH};
}

# Without these programs there is nothing to ask: that is a failure, for packages.txt names them.
sub needs
{
	for my $tool (@_) {
		has_tool($tool) or die "$tool is not installed (make deps)\n";
	}
}

# What text_of does with a program's standard error: shown, merged into the text, or hidden.
our $errors = 'shown';

# A program's standard output as text, and its exit status. No shell.
sub text_of
{
	my @command = @_;
	my $pid = open my $pipe, '-|';
	defined $pid or die "fork: $!";
	if (!$pid) {
		open STDIN, '<', '/dev/null';
		open STDERR, '>&', \*STDOUT if $errors eq 'merged';
		open STDERR, '>', '/dev/null' if $errors eq 'hidden';
		exec { $command[0] } @command or exit 127;
	}
	local $/;
	my $bytes = <$pipe> // '';
	close $pipe;
	my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	my $text = decode('UTF-8', $bytes);
	return wantarray ? ($text, $status) : $text;
}

sub lines { return split /\n/, scalar text_of(@_) }

# handbill build with these arguments; what it says is shown when it fails.
sub build
{
	my @arguments = @_;
	local $errors = 'merged';
	my ($said, $status) = text_of(handbill(), 'build', @arguments);
	return 1 if $status == 0;
	diag("handbill build @arguments: exit status $status\n", $said);
	return 0;
}

sub editions
{
	my @tags = map { m{([^/]+)\.yaml$} } sort glob "$root/content/*.yaml";
	return @tags;
}

# What is built: jobs as [tag, piece...]; no piece: all of them.
sub jobs
{
	return map { [$_] } editions() if $ENV{TEST_ALL};
	return map { $_ eq 'en' ? [$_] : [$_, @tightest] } editions();
}

# Whether `make test` prints this file; `make test-all` prints more.
sub is_selected
{
	my ($file) = @_;
	return $file->{tag} eq 'en' || grep { $_ eq "$file->{piece}\@$file->{format}" } @tightest;
}

# Names and times of all that a finished file depends on: the set is made anew when they differ.
sub state_of_things
{
	my @paths = (handbill(), split /\n/, scalar text_of('find', map({ "$root/$_" } qw(content layouts fonts)), '-type', 'f'));
	return join "\n", $ENV{TEST_ALL} // '', $ENV{SOURCE_DATE_EPOCH} // '', map { "$_ " . join ' ', (stat $_)[7, 9] } sort @paths;
}

# Whether the set in a folder is that of now.
sub is_fresh
{
	my ($folder, $state) = @_;
	open my $file, '<:encoding(UTF-8)', "$folder/state" or return 0;
	local $/;
	return <$file> eq $state;
}

sub set_build
{
	my ($folder, $state) = @_;
	remove_tree("$folder/out", "$folder/state");
	open my $sheets, '>:encoding(UTF-8)', "$folder/sheets" or die $!;
	for my $job (jobs()) {
		my ($tag, @pieces) = @$job;
		build(@pieces, '-l', $tag, '--for', 'press,screen', '-o', "$folder/out")
			or die "the $tag edition could not be built\n";
		# The same warnings again, and nothing else: it was just built.
		local $errors = 'hidden';
		print $sheets scalar text_of(handbill(), 'build', @pieces, '-l', $tag, '--dump=sheets');
	}
	close $sheets;
	open my $file, '>:encoding(UTF-8)', "$folder/state" or die $!;
	print $file $state;
	close $file or die $!;
}

# The folder with press/ and screen/ and sheets (the dump), built once for all scripts that run at the same time. Each holds
# it shared to its end, so that nobody builds it anew under the others.
my ($lock, $held);
sub set_folder
{
	return $held if $held;
	my $folder = dirname(handbill()) . '/press-set';
	make_path($folder);
	open $lock, '>', "$folder/lock" or die "$folder/lock: $!";
	my $state = state_of_things();
	flock $lock, LOCK_SH;
	while (!is_fresh($folder, $state)) {
		flock $lock, LOCK_UN;
		flock $lock, LOCK_EX;
		set_build($folder, $state) if !is_fresh($folder, $state);
		flock $lock, LOCK_UN;
		flock $lock, LOCK_SH;
	}
	return $held = $folder;
}

# The set's files, each {path, purpose, tag, piece, format, panels, name}; only of these purposes, if any are named.
sub files
{
	my @purposes = @_;
	@purposes = qw(press screen) if !@purposes;
	my $folder = set_folder();
	my @files;
	for my $purpose (@purposes) {
		for my $path (sort glob "$folder/out/$purpose/*/*.pdf") {
			$path =~ m{/([^/]+)/([a-z]+)-([^/]+?)(-panels)?\.pdf$} or die "what is $path?";
			push @files, { path => $path, purpose => $purpose, tag => $1, piece => $2, format => $3,
				panels => defined $4, name => "$purpose/$1/$2-$3" . ($4 // '') };
		}
	}
	@files or die "nothing was built into $folder/out\n";
	return @files;
}

# The dump: {"TAG PIECE FORMAT"} is {elements => [{role, parent}], sheets => [{name, runs => [[element, text]], qr}]}.
sub dumps
{
	my $folder = set_folder();
	open my $file, '<:encoding(UTF-8)', "$folder/sheets" or die $!;
	my (%dumps, $document);
	while (<$file>) {
		chomp;
		if (/^document (\S+)@(\S+) (\S+)/) {
			$document = $dumps{"$3 $1 $2"} = { tag => $3, piece => $1, format => $2, elements => [], sheets => [] };
		} elsif (/^element (\d+) (\S+) parent (-?\d+)/) {
			$document->{elements}[$1] = { role => $2, parent => $3 };
		} elsif (/^sheet (.*)/) {
			push @{ $document->{sheets} }, { name => $1, runs => [], qr => 0 };
		} elsif (/^  glyphs \S+(?: overprint)? (?:artifact|element (\d+)) .*?"(.*)"$/) {
			push @{ $document->{sheets}[-1]{runs} }, [$1 // -1, $2];
		} elsif (/^  promise qr /) {
			$document->{sheets}[-1]{qr}++;
		}
	}
	return \%dumps;
}

my %points = (mm => 72 / 25.4, in => 72, pt => 1);

# layouts/formats.yaml as {name => {width, height, bleed}} in points.
sub formats
{
	my (%formats, $name);
	open my $file, '<:encoding(UTF-8)', "$root/layouts/formats.yaml" or die $!;
	while (<$file>) {
		$name = $1 if /^([^\s#:]+):/;
		next if !/^  (width|height|bleed):\s+([\d.]+)(?:\/(\d+))?\s*(mm|in|pt)\s*(?:#.*)?$/;
		$formats{$name}{$1} = $2 / ($3 // 1) * $points{$4};
	}
	return \%formats;
}

# A file's trim: a brochure lies, everything else is as formats.yaml has it.
sub expected_trim
{
	my ($file) = @_;
	my $format = formats()->{ $file->{format} } or die "$file->{name}: no such format";
	my @trim = @$format{qw(width height)};
	@trim = reverse @trim if $file->{piece} eq 'brochure';
	return (@trim, $format->{bleed});
}

sub set_pages
{
	my ($file) = @_;
	return 6 if $file->{panels};
	return $file->{piece} eq 'poster' ? 1 : 2;
}

# A PDF of one page by hand, for showing that an oracle can say no: the page's dictionary, its content, and further objects,
# from number 5 on.
sub hand_made
{
	my ($path, $page, $content, @more) = @_;
	my @objects = ('<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R $page >>",
		'<< /Length ' . length($content) . " >>\nstream\n$content\nendstream", @more);
	my ($bytes, @places) = ("%PDF-1.6\n");
	for my $i (0 .. $#objects) {
		push @places, length $bytes;
		$bytes .= ($i + 1) . " 0 obj\n$objects[$i]\nendobj\n";
	}
	my $start = length $bytes;
	$bytes .= "xref\n0 " . (@objects + 1) . "\n0000000000 65535 f \n" . join('', map { sprintf "%010d 00000 n \n", $_ } @places) .
		"trailer\n<< /Root 1 0 R /Size " . (@objects + 1) . " >>\nstartxref\n$start\n%%EOF\n";
	open my $file, '>:raw', $path or die "$path: $!";
	print $file $bytes;
	close $file or die "$path: $!";
	return $path;
}

# What `work` answers for each item, in order; two at a time.
sub spread
{
	my ($work, @items) = @_;
	my $workers = 2;
	my @pipes;
	for my $worker (0 .. $workers - 1) {
		my $pid = open my $pipe, '-|';
		defined $pid or die "fork: $!";
		if (!$pid) {
			my @answers = map { $_ % $workers == $worker ? $work->($items[$_]) : () } 0 .. $#items;
			binmode STDOUT, ':raw';
			print JSON::PP->new->utf8->allow_nonref->encode(\@answers);
			close STDOUT;
			require POSIX;
			POSIX::_exit(0);
		}
		push @pipes, $pipe;
	}
	my @answers;
	for my $pipe (@pipes) {
		local $/;
		my $bytes = <$pipe> // '';
		push @answers, length $bytes ? JSON::PP->new->utf8->decode($bytes) : die "a worker died\n";
		close $pipe;
	}
	return map { shift @{ $answers[$_ % $workers] } } 0 .. $#items;
}

1;
