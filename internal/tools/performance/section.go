package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// A section is a command that measures more and prints a section of the page. It takes the number
// of rounds.
type section []string

// sections are in the order of the page.
var sections = []section{
	{"go", "-C", "internal/interop", "run", "./loopback"}, // needs nginx
	{"go", "run", "./internal/tools/growth"},
}

// print runs the command and returns the section.
func (s section) print(root string, rounds int) (string, error) {
	cmd := exec.Command(s[0], append(s[1:len(s):len(s)], "-n", strconv.Itoa(rounds))...)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", strings.Join(s, " "), err)
	}
	return string(out), nil
}
