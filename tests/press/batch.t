#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# What handbill owes to those who wait for it: the same bytes and words with any number of workers, in any locale, at any time; a
# crash named, the rest printed; interrupted, nothing half written and no process left.
use strict;
use warnings;
use Cwd 'getcwd';
use File::Find;
use File::Temp 'tempdir';
use POSIX ();
use Test::More;
use Time::HiRes 'sleep';

my $root = getcwd;
my $handbill = $ENV{HANDBILL} // $root . '/out/build/' . ($ENV{VARIANT} // 'release') . '/handbill';
my $folder = tempdir('handbill-batch.XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub slurp
{
	my ($path) = @_;
	open my $in, '<:raw', $path or return '';
	local $/;
	return scalar <$in> // '';
}

# Starts handbill with its words in NAME.out and NAME.err, its files in NAME; gives its process.
sub start
{
	my ($name, $set, @args) = @_;
	my $log = "$folder/" . $name =~ s{/}{-}gr;
	my $pid = fork // die "fork: $!";
	if (!$pid) {
		$ENV{$_} = $set->{$_} for keys %$set;
		open STDOUT, '>', "$log.out" or die;
		open STDERR, '>', "$log.err" or die;
		chdir $folder or die;
		# A shell that runs this in the background may have had them ignored.
		$SIG{$_} = 'DEFAULT' for qw(INT TERM HUP);
		exec $handbill, @args, '-o', $name or POSIX::_exit(126);
	}
	return $pid;
}

sub run
{
	my $pid = start(@_);
	waitpid $pid, 0;
	return $?;
}

# Files by their path under NAME; temporaries begin with a dot and are counted apart.
sub files
{
	my ($name) = @_;
	my (@whole, @temporary);
	return ([], []) if !-d "$folder/$name";
	find({ no_chdir => 1, wanted => sub {
		return if !-f;
		m{/\.[^/]*$} ? push @temporary, $_ : push @whole, s{^\Q$folder/$name/\E}{}r;
	} }, "$folder/$name");
	return ([ sort @whole ], \@temporary);
}

sub half_written
{
	my ($name) = @_;
	my ($whole) = files($name);
	return grep {
		my $bytes = slurp("$folder/$name/$_");
		/\.pdf$/ && $bytes !~ /%%EOF\s*\z/ || /\.png$/ && $bytes !~ /IEND.{4}\z/s || !length $bytes;
	} @$whole;
}

sub workers_of
{
	my ($pid) = @_;
	return split ' ', slurp("/proc/$pid/task/$pid/children");
}

sub wait_for
{
	my ($true) = @_;
	for (1 .. 6000) {
		return 1 if $true->();
		sleep 0.01;
	}
	return 0;
}

# Whether a process runs; one that only waits to be reaped does not.
sub runs
{
	my ($pid) = @_;
	return slurp("/proc/$pid/stat") =~ /^\d+ \(.*\) ([A-Z])/s && $1 ne 'Z';
}

sub same_files
{
	my ($one, $two, $what) = @_;
	my ($first) = files($one);
	my ($second) = files($two);
	is_deeply($second, $first, "$what: the same files");
	is_deeply([ grep { slurp("$folder/$one/$_") ne slurp("$folder/$two/$_") } @$first ], [],
		"$what: the same bytes");
}

# One worker, then more than there are editions, elsewhere in the world.
my @some = (qw(build card@us handout@a4 poster@letter poster@a4 -l), 'en,ar');
is(run('one', {}, @some, '-j1'), 0, 'one worker');
is(run('many', { LC_ALL => 'tr_TR.UTF-8', LANGUAGE => 'tr', TZ => 'Asia/Tokyo' }, @some, '-j5'), 0, 'five workers');
same_files('one', 'many', 'any workers, any locale');
is(slurp("$folder/many.err"), slurp("$folder/one.err"), 'the same words, in the same order');
is(slurp("$folder/many.out") =~ s/many/one/r, slurp("$folder/one.out"), 'the same summary');

# Names are a contract.
my ($whole) = files('one');
my @expected = ('index.html');
for my $lang (qw(ar en)) {
	for my $piece (qw(card-us handout-a4 poster-letter poster-a4)) {
		push @expected, "press/$lang/$piece.pdf", "screen/$lang/$piece.pdf";
		push @expected, map { "preview/$lang/$piece-$_.png" } 1 .. ($piece =~ /poster/ ? 1 : 2);
	}
}
is_deeply($whole, [ sort @expected ], 'each file where its name says');

# Without SOURCE_DATE_EPOCH the clock still has no say: files carry their edition's date.
{
	local $ENV{SOURCE_DATE_EPOCH};
	delete $ENV{SOURCE_DATE_EPOCH};
	is(run('early', {}, qw(build card@us -l en)), 0, 'now');
	sleep 1.1;
	is(run('late', {}, qw(build card@us -l en)), 0, 'and later');
	same_files('early', 'late', 'any time');
	like(slurp("$folder/late.out"), qr/, \d+\.\d s$/m, 'the summary tells the seconds');
}

# A worker dies in the middle of a job. The first file is awaited, so that its fonts are open.
my $pid = start('crash', {}, qw(build poster -l en -j1));
ok(wait_for(sub { @{ (files('crash'))[0] } > 0 }), 'posters begin');
my ($worker) = workers_of($pid);
kill 'SEGV', $worker if $worker;
waitpid $pid, 0;
is($? >> 8, 2, 'a crash: exit status 2');
my ($crashed) = slurp("$folder/crash.err") =~ /^(poster\@\S+ en): failure: crashed: /m;
ok($crashed, 'the job is named') or diag(slurp("$folder/crash.err"));
like(slurp("$folder/crash.out"), qr/^not printed: \Q$crashed\E$/m, 'and no other is missing');
my ($after, $temporary) = files('crash');
my $lost = $crashed =~ s/ en$//r =~ s/\@/-/r;
is(scalar(grep { !/\Q$lost\E[.-]|index/ } @$after), 27, 'the other nine posters are there');
is_deeply($temporary, [], 'no temporary file');
is_deeply([ half_written('crash') ], [], 'nothing half written');

# Interrupted.
for my $signal (qw(INT TERM HUP)) {
	$pid = start("signal-$signal", {}, qw(build -j3));
	wait_for(sub { @{ (files("signal-$signal"))[0] } > 2 });
	my @workers = workers_of($pid);
	kill $signal, $pid;
	waitpid $pid, 0;
	is($? & 127, POSIX->can("SIG$signal")->(), "SIG$signal ends it as such");
	cmp_ok(scalar @workers, '>', 1, 'there were workers');
	is_deeply([ grep { runs($_) } @workers ], [], 'none is left');
	($after, $temporary) = files("signal-$signal");
	is_deeply($temporary, [], 'no temporary file');
	is_deeply([ half_written("signal-$signal") ], [], 'nothing half written');
	like(slurp("$folder/signal-$signal.err"), qr/^handbill: interrupted; \d+ of \d+ were finished$/m, 'it says so');
}

# Killed without a chance to say anything: its workers go too.
$pid = start('killed', {}, qw(build -j2));
wait_for(sub { @{ (files('killed'))[0] } > 0 });
my @orphans = workers_of($pid);
kill 'KILL', $pid;
waitpid $pid, 0;
cmp_ok(scalar @orphans, '>', 0, 'there were workers');
ok(wait_for(sub { !grep { runs($_) } @orphans }), 'they die with their parent');
is_deeply([ half_written('killed') ], [], 'nothing half written');

# A disk that is full as soon as a file is large: what a file size limit is like.
SKIP: {
	# The sanitizers' own files are larger.
	skip 'san build', 3 if ($ENV{VARIANT} // '') eq 'san';
	$pid = fork // die "fork: $!";
	if (!$pid) {
		open STDOUT, '>', "$folder/full.out" or die;
		open STDERR, '>', "$folder/full.err" or die;
		chdir $folder or die;
		exec 'sh', '-c', 'ulimit -f 200; exec "$0" build poster@24x36 -l en -o full', $handbill or POSIX::_exit(126);
	}
	waitpid $pid, 0;
	is($? >> 8, 2, 'a full disk: exit status 2');
	like(slurp("$folder/full.err"), qr{^full/\S+: failure: cannot be written: File too large$}m, 'it says which file');
	($after, $temporary) = files('full');
	is_deeply([ @$temporary, half_written('full') ], [], 'nothing half written');
}

# A folder that is closed to us.
SKIP: {
	skip 'nothing is closed to root', 2 if $> == 0;
	mkdir "$folder/closed", 0555 or die;
	is(run('closed/out', {}, qw(build card@us -l en)) >> 8, 2, 'a closed folder: exit status 2');
	ok(!-e "$folder/closed/out", 'nothing is made');
}

# What a run could not print may lie there from before: that is told, and it stays as it was.
mkdir "$folder/content" or die;
system("cp -R '$root/content/.' '$folder/content'") == 0 or die;
is(run('twice', {}, qw(build card@us handout@a4 -l es --for screen --content content)), 0, 'it fits');
my $old = slurp("$folder/twice/screen/es/card-us.pdf");
utime 1, 1, glob "$folder/twice/screen/es/*";
{
	my $words = slurp("$folder/content/es.yaml");
	my $long = 'frase que no termina ' x 20;
	$words =~ s/^(    crimes:.*?^      short: )[^\n]*/$1$long/ms or die;
	open my $to, '>:raw', "$folder/content/es.yaml" or die;
	print $to $words;
}
is(run('twice', {}, qw(build card@us handout@a4 -l es --for screen --content content)) >> 8, 1, 'then it does not');
like(slurp("$folder/twice.out"), qr/^not printed: card\@us es\nof those, 1 file is in twice from an earlier run$/m,
	'the old file is told of');
is(slurp("$folder/twice/screen/es/card-us.pdf"), $old, 'and whole');

# A bar on a terminal, none elsewhere.
SKIP: {
	skip 'no script', 2 if system('command -v script >/dev/null 2>&1') != 0;
	local $ENV{TERM} = 'vt100';
	my $seen = `cd $folder && script -qec '$handbill build card -l en -o bar' /dev/null </dev/null`;
	like($seen, qr/\r\[#+\] 3\/3 /, 'a bar on a terminal');
	unlike(slurp("$folder/one.err"), qr/\r|\033/, 'lines elsewhere');
}

done_testing();
