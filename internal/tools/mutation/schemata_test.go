package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// everyForm is a program with functions of every form, each of which has to call its copy.
const everyForm = `package main

import "fmt"

type T struct{ n int }

func (t T) value() int { return t.n }

func (*T) nobody() int { return 1 }

func (_ T) blank() int { return 2 }

func (t *T) add(n int) { t.n += n }

func named(a, b int) (sum int, err error) {
	defer func() { sum++ }()
	sum, err = a+b, nil
	return
}

func blank(_ int, s string, _ ...int) string { return s + "!" }

func types(int, string) int { return 3 }

func many(f func(int) int, list ...int) int { return f(len(list)) }

func generic[K comparable, V any](m map[K]V) int { return len(m) + 4 }

type G[K any] struct{ k K }

func (g G[K]) get() (K, int) { return g.k, 5 }

func labels() int {
outer:
	for i := 0; ; i++ {
		for j := 0; j < 3; j++ {
			if j == 2 && i == 6 {
				break outer
			}
		}
	}
	return 6
}

func recursive(n int) int {
	if n > 0 {
		return recursive(n-1) + 1
	}
	return 0
}

func main() {
	t := T{7}
	t.add(1)
	sum, err := named(1, 2)
	k, n := G[string]{"k"}.get()
	fmt.Println(t.value(), t.nobody(), t.blank(), sum, err, blank(1, "s", 2), types(1, ""),
		many(func(n int) int { return n * 2 }, 1, 2), generic(map[int]int{1: 1}), k, n, labels(), recursive(3))
}
`

// A schemata with a mutant chosen does what the program does with that change made in it;
// with none it does what the program does.
func TestSchemata(t *testing.T) {
	mutants, err := find("main.go", []byte(everyForm))
	if err != nil {
		t.Fatal(err)
	}
	mutants = slices.DeleteFunc(mutants, func(m mutant) bool { return m.operator != "constant" && m.operator != "arithmetic" })
	f, err := newSchemata([]byte(everyForm), mutants)
	if err != nil {
		t.Fatal(err)
	}
	program := build(t, map[string]string{"main.go": string(f.src), "mutant__.go": "package main" + chooser})
	for _, tt := range []struct{ was, is, want string }{
		{"", "", "8 1 2 4 <nil> s! 3 4 5 k 5 6 3\n"},
		{"n += n", "n -= n", "6 1 2 4 <nil> s! 3 4 5 k 5 6 3\n"},
		{"int { return 1", "int { return 2", "8 2 2 4 <nil> s! 3 4 5 k 5 6 3\n"},
		{"int { return 2", "int { return 3", "8 1 3 4 <nil> s! 3 4 5 k 5 6 3\n"},
		{"a+b", "a-b", "8 1 2 0 <nil> s! 3 4 5 k 5 6 3\n"},
		{"int { return 3", "int { return 4", "8 1 2 4 <nil> s! 4 4 5 k 5 6 3\n"},
		{"+ 4", "- 4", "8 1 2 4 <nil> s! 3 4 -3 k 5 6 3\n"},
		{"g.k, 5", "g.k, 6", "8 1 2 4 <nil> s! 3 4 5 k 6 6 3\n"},
		{"return 6", "return 7", "8 1 2 4 <nil> s! 3 4 5 k 5 7 3\n"},
		{"n-1) + 1", "n-1) + 2", "8 1 2 4 <nil> s! 3 4 5 k 5 6 6\n"},
	} {
		if got := output(t, program, numberOf(mutants, tt.was, tt.is)); got != tt.want {
			t.Errorf("with %q instead of %q: %q, want %q", tt.is, tt.was, got, tt.want)
		}
	}
}

// numberOf returns the number of the mutant that makes was to is, or 0.
func numberOf(mutants []mutant, was, is string) int {
	want := strings.Replace(everyForm, was, is, 1)
	return 1 + slices.IndexFunc(mutants, func(m mutant) bool { return string(m.apply([]byte(everyForm))) == want })
}

// build builds the files of a program.
func build(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["go.mod"] = "module example.org/m\n\ngo 1.25\n"
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "build", "-o", "program", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, files["main.go"])
	}
	return filepath.Join(dir, "program")
}

// output runs a program with a mutant.
func output(t *testing.T, program string, number int) string {
	t.Helper()
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), selector+"="+strconv.Itoa(number))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// The lines of the copies are known, so that a fault in one is the fault of its mutant.
func TestFabricAt(t *testing.T) {
	mutants, err := find("main.go", []byte(everyForm))
	if err != nil {
		t.Fatal(err)
	}
	f, err := newSchemata([]byte(everyForm), mutants)
	if err != nil || len(f.spans) == 0 {
		t.Fatalf("newSchemata() has %d copies, %v", len(f.spans), err)
	}
	lines := strings.Split(string(f.src), "\n")
	for _, s := range f.spans {
		want := "mutant" + strconv.Itoa(s.number) + "__"
		if !strings.Contains(lines[s.first-1], want) || f.at(s.first) != s.number || f.at(s.last) != s.number {
			t.Errorf("lines %d to %d are said to be of mutant %d; line %d is %q", s.first, s.last, s.number, s.first, lines[s.first-1])
		}
	}
	if got := f.at(1); got != 0 {
		t.Errorf("at(1) = %d, want 0", got)
	}
}
