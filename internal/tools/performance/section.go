package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// A section of the page is what a command measures.
type section struct {
	heading string
	command string
	rounds  bool                    // whether it takes the number of rounds
	text    func(out string) string // nil: what it prints is the section
}

// sections are in the order of the page.
var sections = []section{
	{"Over loopback, beside nginx", "go -C internal/interop run ./loopback", true, nil}, // needs nginx
	{"Growth", "go run ./internal/tools/growth", true, nil},
	{"Memory", "go test -count 1 -v -run ^(TestSlowReaders|TestAbortedRequests)$ ./getobject", false, memory},
}

// replace returns the text of a page with another section under a heading, or false if it has none.
func replace(page, heading, section string) (string, bool) {
	before, rest, ok := strings.Cut(page, "\n## "+heading+"\n")
	if !ok {
		return page, false
	}
	if _, after, more := strings.Cut(rest, "\n## "); more {
		section += "\n## " + after
	}
	return before + "\n" + section, true
}

// print runs the command and returns the section.
func (s section) print(root string, rounds int) (string, error) {
	words := strings.Fields(s.command)
	if s.rounds {
		words = append(words, "-n", strconv.Itoa(rounds))
	}
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", s.command, err, out)
	}
	if s.text == nil {
		return string(out), nil
	}
	return s.text(string(out)), nil
}

// logged is what a test logs.
var logged = regexp.MustCompile(`^ +\w+_test\.go:\d+: (.+: .+)\n`)

// memory returns the section of two tests of package getobject, from what they log.
func memory(out string) string {
	var b strings.Builder
	b.WriteString("## Memory\n\nClients that read 1 GiB slowly and at once, over connections in memory and over sockets, and what each\n" +
		"costs beyond a handler that writes the same with nothing of ours (the aim is 32 KiB at most); and\nclients that go away in the middle of an answer.\n\n")
	for line := range strings.Lines(out) {
		if m := logged.FindStringSubmatch(line); m != nil {
			b.WriteString("- " + m[1] + "\n")
		}
	}
	return b.String()
}
