package getobjecttest_test

import (
	"context"
	"crypto/tls"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	load "github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/store"
)

// TestRulesDecide: the rule that a vector names is the one that decides its request, or
// the rule of a header field that it expects something of.
func TestRulesDecide(t *testing.T) {
	for _, file := range ruledFiles(t) {
		t.Run(file.Name, func(t *testing.T) {
			t.Parallel()
			s := serveRuled(t, file)
			for _, v := range file.Vectors {
				decided, ofFields := s.rulesOf(t, file, v)
				if v.Rule != decided && !slices.Contains(ofFields, v.Rule) {
					t.Errorf("%s: rule %s, want %s, or one of its fields %q", v.ID, v.Rule, decided, ofFields)
				}
			}
		})
	}
}

// unnamedRules are the rules that no vector can name, why, and the test that reaches each.
var unnamedRules = map[string]struct{ why, test, file string }{
	"internal/error":           {"a fixture cannot say that a store fails", "TestRulings", "../rule_test.go"},
	"address/host":             {"what S3 answers to such a host is not known", "TestRulings", "../rule_test.go"},
	"address/target":           {"what S3 answers to such a target is not known", "TestRulings", "../rule_test.go"},
	"query/repeated":           {"what S3 does with such a request is not known", "TestRulings", "../rule_test.go"},
	"internal/slow-down":       {"a fixture cannot say that a store is overloaded", "TestErrorOfOthers", "../error_test.go"},
	"internal/unavailable":     {"a fixture cannot say that a store is gone", "TestErrorOfOthers", "../error_test.go"},
	"address/prefix":           {"a runner does not know where a handler is mounted", "TestPrefix", "../mount_test.go"},
	"address/query":            {"queries are written without encoding, and sent with a correct one", "TestRulings", "../rule_test.go"},
	"address/utf-8":            {"the text of a vector is UTF-8", "TestRulings", "../rule_test.go"},
	"route/method":             {"the method of a vector is GET, HEAD, or OPTIONS of a bucket", "TestRulings", "../rule_test.go"},
	"route/method-unknown":     {"the method of a vector is GET, HEAD, or OPTIONS of a bucket", "TestRulings", "../rule_test.go"},
	"route/no-key":             {"without a key the request is another operation, which S3 answers", "TestRulings", "../rule_test.go"},
	"signature/post-fields":    {"a form is no read", "TestPost", "../sigv4/post_test.go"},
	"signature/post-algorithm": {"a form is no read", "TestPost", "../sigv4/post_test.go"},
	"signature/session-bucket": {"a session is made by a request", "TestBucketSession", "../sigv4/token_test.go"},
	"route/sub-resource":       {"with a sub-resource the request is another operation, which S3 answers", "TestRulings", "../rule_test.go"},
}

// TestRulesNamed: every rule is named by a vector, unless it is in unnamedRules, and
// every vector names a rule.
func TestRulesNamed(t *testing.T) {
	known, named := map[string]bool{}, map[string]bool{}
	for id := range allRules() {
		known[id] = true
	}
	for _, file := range ruledFiles(t) {
		for _, v := range file.Vectors {
			named[v.Rule] = true
			if !known[v.Rule] {
				t.Errorf("%s: rule %q, want one of rule.All, getobject.HeaderRules or sigv4.Rules", v.ID, v.Rule)
			}
		}
	}
	for id := range known {
		if _, excepted := unnamedRules[id]; named[id] == excepted {
			t.Errorf("rule %s: named by a vector %v, in unnamedRules %v; add a vector, or a line there", id, named[id], excepted)
		}
	}
}

// TestRulesUnnamed: the exceptions are rules, have a reason, and name a test that is
// there.
func TestRulesUnnamed(t *testing.T) {
	all := allRules()
	for id, e := range unnamedRules {
		source, err := os.ReadFile(filepath.FromSlash(e.file))
		if err != nil || e.why == "" || !strings.Contains(string(source), "\nfunc "+e.test+"(") {
			t.Errorf("%s: %+v, %v, want a reason and a test of the file", id, e, err)
		}
		if all[id] == nil {
			t.Errorf("%s is not a rule", id)
		}
	}
}

// A ruledServer serves a fixture and tells by which rules.
type ruledServer struct {
	target  getobjecttest.Target
	asked   chan []string // the headers that the next request is asked about
	headers chan []string // their rules
	told    chan string   // the rule that decided
}

func serveRuled(t *testing.T, file vectors.File) *ruledServer {
	t.Helper()
	f, err := load.Load(file.Fixture)
	if err != nil {
		t.Fatalf("Load(%s) = %v", file.Name, err)
	}
	s := &ruledServer{asked: make(chan []string, 1), headers: make(chan []string, 1), told: make(chan string, 1)}
	h := f.Handler()
	h.Done = func(rec getobject.Record) { s.told <- rec.Rule.ID }
	asked := http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		s.headers <- rulesOfHeaders(h, hr, <-s.asked)
		h.ServeHTTP(w, hr)
	})
	plain, secure := httptest.NewServer(asked), httptest.NewTLSServer(asked)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	s.target = getobjecttest.Target{
		Addr:    plain.Listener.Addr().String(),
		TLSAddr: secure.Listener.Addr().String(),
		TLS:     &tls.Config{InsecureSkipVerify: true},
	}
	return s
}

// rulesOfHeaders returns the rules by which the answer to a request has, or lacks, headers.
func rulesOfHeaders(h *getobject.Handler, hr *http.Request, names []string) (rules []string) {
	r, err := getobject.Parse(hr, h.Options(hr))
	if err != nil {
		return nil
	}
	b, err := h.Store.Bucket(hr.Context(), r.Bucket)
	if err != nil {
		b = &store.Bucket{Name: r.Bucket}
	}
	for _, name := range names {
		rules = append(rules, getobject.HeaderRule(r, b, name).String())
	}
	return rules
}

// allRules returns the rules of all packages, by their ids.
func allRules() map[string]*rule.Rule {
	all := map[string]*rule.Rule{}
	for _, rules := range []iter.Seq[*rule.Rule]{rule.All(), getobject.HeaderRules(), sigv4.Rules()} {
		for r := range rules {
			all[r.ID] = r
		}
	}
	return all
}

// rulesOf runs v and returns the rule that decided, and the rules of the fields that v
// expects something of.
func (s *ruledServer) rulesOf(t *testing.T, file vectors.File, v vectors.Vector) (decided string, ofFields []string) {
	t.Helper()
	s.asked <- expectedFields(v)
	if err := getobjecttest.Run(context.Background(), s.target, file, v); err != nil {
		t.Fatalf("%s: %v", v.ID, err)
	}
	return <-s.told, <-s.headers
}

func expectedFields(v vectors.Vector) []string {
	names := slices.Clone(v.Expect.Absent)
	for name := range v.Expect.Headers {
		names = append(names, name)
	}
	return names
}

func ruledFiles(t *testing.T) []vectors.File {
	t.Helper()
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	return files
}
