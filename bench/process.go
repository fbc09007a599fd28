package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// peakMemory returns the most memory that a process had, in kB; 0 where the system does not tell.
func peakMemory(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	found := regexp.MustCompile(`VmHWM:\s+(\d+)`).FindSubmatch(text)
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(found[1])) // digits
	return n
}

// processorTime returns how long a process has used the processors; 0 where the system does not tell.
func processorTime(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/schedstat", pid))
	if err != nil {
		return 0
	}
	total, _ := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if len(threads) > 0 {
		total = 0
	}
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err == nil {
			n, _ := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
			total += n
		}
	}
	return time.Duration(total)
}

// wall runs a command, and returns how long it took.
func wall(c *exec.Cmd) (time.Duration, error) {
	var said bytes.Buffer
	c.Stderr = &said
	begun := time.Now()
	_, err := c.Output()
	if err != nil {
		return 0, fmt.Errorf("%v: %w: %s", c.Args, err, said.Bytes())
	}
	return time.Since(begun), nil
}

// memoryOf returns the peak memory of a command in kB. It is slowed down by a pipe that nobody reads
// at first, so that it is there to be looked at when it has done its work.
func memoryOf(c *exec.Cmd) (int, error) {
	out, err := c.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := c.Start(); err != nil {
		return 0, err
	}
	peak := 0
	for range 200 { // until it has ended, or waits for somebody to read
		peak = max(peak, peakMemory(c.Process.Pid))
		time.Sleep(500 * time.Microsecond)
	}
	_, _ = new(bytes.Buffer).ReadFrom(out)
	return peak, c.Wait()
}

// commands measures what scripts and prompts call, beside a program that prints a line.
func commands(p programs, file string, times int) error {
	for _, args := range [][]string{{"status"}, {"add", "Habit number 3", "5m"}, {"today", "--json"}, {"trends", "--json", "Habit number 3"}} {
		var ours, theirs []time.Duration
		for range times {
			d, err := wall(command(p.app, file, args...))
			if err != nil {
				return err
			}
			ours = append(ours, d)
			if d, err = wall(command(p.line, file)); err != nil {
				return err
			}
			theirs = append(theirs, d)
		}
		memory, err := memoryOf(command(p.app, file, args...))
		if err != nil {
			return err
		}
		row("selfcare "+strings.Join(args, " "), "%5.1f ms, one line %4.1f ms, ratio %.1f; peak %.1f MB", ms(median(ours)), ms(median(theirs)),
			float64(median(ours))/float64(median(theirs)), float64(memory)/1024)
	}
	return nil
}

// imports measures an import of harsh's log.
func imports(p programs, folder string, count int) error {
	source := filepath.Join(folder, "harsh")
	if err := os.MkdirAll(source, 0o700); err != nil {
		return err
	}
	var list, log strings.Builder
	for h := range count {
		fmt.Fprintf(&list, "Habit %d: 1\n", h)
		for d := range spans[len(spans)-1] {
			fmt.Fprintf(&log, "%s : Habit %d : y :  : \n", now.AddDate(0, 0, -d).Format(time.DateOnly), h)
		}
	}
	for name, text := range map[string]string{"habits": list.String(), "log": log.String()} {
		if err := os.WriteFile(filepath.Join(source, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	took, err := wall(command(p.app, filepath.Join(folder, "imported", "selfcare.db"), "import", source))
	if err != nil {
		return err
	}
	lines := count * spans[len(spans)-1]
	row("import of harsh's log", "%d lines in %.2f s", lines, took.Seconds())
	return nil
}

// idling measures what the app costs while nobody does anything, beside the empty list.
func idling(p programs, file string, span time.Duration) error {
	used := map[string]time.Duration{}
	for _, program := range []string{p.app, p.empty} {
		t, err := start(command(program, file), 24, 80, false)
		if err != nil {
			return err
		}
		t.quiet(time.Second)
		before := processorTime(t.cmd.Process.Pid)
		time.Sleep(span)
		used[program] = processorTime(t.cmd.Process.Pid) - before
		t.end()
	}
	row("idle", "%.1f ms a second, empty list %.1f ms, ratio %.2f", ms(used[p.app])/span.Seconds(), ms(used[p.empty])/span.Seconds(), float64(used[p.app])/float64(used[p.empty]))
	return nil
}
