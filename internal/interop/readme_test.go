package interop_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// root is the folder of the root module.
var root = filepath.Join("..", "..")

// readPoem is the code of README.md, which TestReadmeCode compares.
func readPoem() (string, error) {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "books"}); err != nil {
		return "", err
	}
	poem := memstore.Version{Content: []byte("No versions, no parts.\n")}
	poem.ContentType = "text/plain"
	if _, err := s.Put("books", "poem.txt", poem); err != nil {
		return "", err
	}

	h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	server := httptest.NewServer(h)
	defer server.Close()

	req, err := http.NewRequest("GET", server.URL+"/books/poem.txt", nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Range", "bytes=-7")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return fmt.Sprintf("%s, %s: %q", resp.Status, resp.Header.Get("Content-Range"), body), err
}

func Example() {
	fmt.Println(readPoem())
	// Output: 206 Partial Content, bytes 16-22/23: "parts.\n" <nil>
}

// readme returns README.md.
func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeCode checks that the code of README.md is readPoem, and that the page says what
// it returns.
func TestReadmeCode(t *testing.T) {
	_, code, _ := strings.Cut(readme(t), "```go\n")
	code, after, found := strings.Cut(code, "```\n")
	if !found || !strings.HasPrefix(code, "func readPoem() ") {
		t.Fatal("README.md does not have the function readPoem")
	}
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(source), "\n"+code+"\n") {
		t.Errorf("the code of README.md is\n%s\nwant readPoem of readme_test.go", code)
	}
	if got, err := readPoem(); err != nil || !strings.HasPrefix(after, "\nIt returns `"+got+"`") {
		t.Errorf("README.md does not say that it returns %s, %v", got, err)
	}
}

// TestReadmeCounts checks that README.md counts the vectors of each file.
func TestReadmeCounts(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for _, m := range regexp.MustCompile("`([a-z0-9-]+)` ([0-9]+)").FindAllStringSubmatch(readme(t), -1) {
		told[m[1]], _ = strconv.Atoi(m[2])
	}
	total := 0
	for _, f := range files {
		total += len(f.Vectors)
		if told[f.Name] != len(f.Vectors) {
			t.Errorf("README.md counts %d vectors of %s, want %d", told[f.Name], f.Name, len(f.Vectors))
		}
		delete(told, f.Name)
	}
	if sum := fmt.Sprintf("There are %d,%03d,", total/1000, total%1000); !strings.Contains(readme(t), sum) {
		t.Errorf("README.md does not say %q", sum)
	}
	if len(told) > 0 {
		t.Errorf("README.md counts vectors of files that are not there: %v", told)
	}
}

// TestReadmePackages checks that the map of packages in README.md has each package that
// others can import, and no other.
func TestReadmePackages(t *testing.T) {
	list := exec.Command("go", "list", "-f", `{{if ne .Name "main"}}{{.ImportPath}}{{end}}`, "./...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(readme(t), "\n## Packages\n")
	section, _, _ = strings.Cut(section, "\n## ")
	listed := map[string]bool{} // in the first column, several in a row
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) < 3 || !strings.HasPrefix(cells[1], " `") {
			continue
		}
		for name := range strings.SplitSeq(cells[1], ",") {
			listed[strings.Trim(name, " `")] = true
		}
	}
	for path := range strings.FieldsSeq(string(out)) {
		name := strings.TrimPrefix(path, "github.com/s3get/s3get/")
		public := !strings.HasPrefix(name, "internal/") && !strings.Contains(name, "/internal/")
		if public != listed[name] {
			t.Errorf("README.md lists package %s: %t, want %t", name, listed[name], public)
		}
		delete(listed, name)
	}
	if len(listed) > 0 {
		t.Errorf("README.md lists packages that are not there: %v", listed)
	}
}
