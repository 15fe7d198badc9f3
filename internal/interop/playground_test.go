package interop_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/playground"
)

// TestPlayground builds the page of the playground, serves it and runs its tests in Chromium, which
// compare what it decides on each vector with what the library decides here. It is skipped without
// Node.js, Chromium, or the packages that npm ci installs in internal/playground/browser.
func TestPlayground(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the library for a page and drives a browser")
	}
	folder := filepath.Join("..", "playground", "browser")
	browser := os.Getenv("CHROMIUM")
	if browser == "" {
		browser, _ = exec.LookPath("chromium")
	}
	switch _, err := exec.LookPath("node"); {
	case err != nil:
		t.Skip("node is not installed")
	case browser == "":
		t.Skip("chromium is not installed")
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules")); err != nil {
		t.Skip("the packages of internal/playground/browser are not installed")
	}
	site := buildPlayground(t)
	server := httptest.NewServer(http.FileServer(http.Dir(site)))
	defer server.Close()
	expected := filepath.Join(t.TempDir(), "expected.json")
	if err := os.WriteFile(expected, decideVectors(t), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "--test", "--test-concurrency=2", "--test-reporter=spec")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "SITE="+server.URL+"/", "EXPECTED="+expected, "CHROMIUM="+browser)
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("node --test: %v\n%s", err, output)
	}
	if strings.Contains(string(output), "tests 0\n") || !strings.Contains(string(output), "fail 0\n") {
		t.Errorf("node --test did not run the tests:\n%s", output)
	}
}

// buildPlayground writes the page, with the library for it, and returns its folder.
func buildPlayground(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "go", "run", "./internal/playground/cmd/site", "-o", dir)
	cmd.Dir = filepath.Join("..", "..")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the site: %v\n%s", err, output)
	}
	return dir
}

// A decision is what the library decides on a vector, without what is another each time.
type decision struct {
	Status   int      `json:"status"`
	Code     string   `json:"code"`
	Rule     string   `json:"rule"`
	Names    []string `json:"names"`    // of the header lines
	Outcomes string   `json:"outcomes"` // of the steps, a letter each
	Window   *window  `json:"window"`   // of the body
}

type window struct {
	Offset int64 `json:"offset"`
	Length int64 `json:"length"`
}

// decideVectors returns the decision on each vector by its identifier, in JSON.
func decideVectors(t *testing.T) []byte {
	t.Helper()
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]decision{}
	for _, file := range files {
		engine := new(playground.Engine)
		for _, v := range file.Vectors {
			var opened, answer json.RawMessage
			callEngine(t, engine, "vector", map[string]any{"fixture": file.Fixture, "vector": v}, &opened)
			callEngine(t, engine, "answer", opened, &answer)
			all[v.ID] = decisionOf(t, answer)
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// decisionOf returns what decides an answer.
func decisionOf(t *testing.T, answer []byte) decision {
	t.Helper()
	var a struct {
		decision
		Header []struct{ Name string }
		Steps  []struct{ Outcome string }
		Body   *window
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		t.Fatal(err)
	}
	d := a.decision
	d.Names, d.Window = []string{}, a.Body
	for _, line := range a.Header {
		d.Names = append(d.Names, line.Name)
	}
	for _, step := range a.Steps {
		d.Outcomes += step.Outcome[:1]
	}
	return d
}

// callEngine calls the engine as the page does.
func callEngine(t *testing.T, engine *playground.Engine, method string, argument any, result *json.RawMessage) {
	t.Helper()
	text, err := json.Marshal(argument)
	if err != nil {
		t.Fatal(err)
	}
	*result = json.RawMessage(engine.Call(method, string(text)))
	var failed struct{ Error string }
	if err := json.Unmarshal(*result, &failed); err != nil || failed.Error != "" {
		t.Fatalf("%s: %v %s", method, err, failed.Error)
	}
}
