// Command readpath prints what a reader of the code walks through to follow one request:
// each file and function of the module that runs for a signed, ranged read of a version
// under a customer's key. It has to be built with coverage to know them:
//
//	go run -cover -covermode=atomic -coverpkg=github.com/s3get/s3get/... ./internal/tools/readpath
package main

import (
	"bytes"
	"cmp"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime/coverage"
	"strings"

	"github.com/s3get/s3get/getobject/fixture"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("readpath: ")
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

// run makes the request and prints what ran for it.
func run() error {
	f, err := fixture.Load([]byte(objects))
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "readpath")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := serve(f.Handler(), folder); err != nil {
		return err
	}
	out, err := exec.Command("go", "tool", "covdata", "func", "-i="+folder).Output()
	if err != nil {
		return err
	}
	report(out)
	return nil
}

// serve has h answer the request, and writes to a folder what ran.
func serve(h http.Handler, folder string) error {
	w, r := httptest.NewRecorder(), newRequest()
	start := coverage.ClearCounters()
	h.ServeHTTP(w, r)
	stop := coverage.WriteCountersDir(folder)
	if err := cmp.Or(start, stop, coverage.WriteMetaDir(folder)); err != nil {
		return fmt.Errorf("not built as the comment of the command says: %w", err)
	}
	if w.Code != http.StatusPartialContent {
		return fmt.Errorf("the read was answered %d:\n%s", w.Code, w.Body)
	}
	return nil
}

// report prints the functions of which a statement ran, by file, and counts both. A line
// of covdata is the file and line, the function and its share. Package fixture stands
// for the embedder's code, which is not counted.
func report(lines []byte) {
	functions, files, last := 0, 0, ""
	for line := range bytes.Lines(lines) {
		word := strings.Fields(string(line))
		if len(word) != 3 || word[2] == "0.0%" || !strings.Contains(word[0], ".go:") {
			continue
		}
		file, _, _ := strings.Cut(strings.TrimPrefix(word[0], "github.com/s3get/s3get/"), ":")
		if strings.HasPrefix(file, "getobject/fixture/") {
			continue
		}
		if file != last {
			files, last = files+1, file
			fmt.Println(file)
		}
		functions++
		fmt.Println("\t" + word[1])
	}
	fmt.Printf("%d functions in %d files\n", functions, files)
}
