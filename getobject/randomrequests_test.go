package getobject_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"hash/maphash"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
)

// A session is one goroutine's handler over the stock that all share.
type session struct {
	t       testing.TB
	handler *getobject.Handler
	last    *rule.Rule
	seen    map[*rule.Rule]int
	faults  int

	documents map[uint64]bool // hashes of those that were read
	hash      maphash.Seed

	// What is told of a request that is answered wrongly.
	seed uint64
	n    int
	d    *randomRequest
	r    *http.Request
}

func newSession(t testing.TB, s store.Store) *session {
	x := &session{t: t, seen: map[*rule.Rule]int{}, documents: map[uint64]bool{}, hash: maphash.MakeSeed()}
	x.handler = newSeededHandler(s)
	x.handler.NewIDs = func(address.Endpoint) getobject.IDs { return ids }
	x.handler.Done = func(r getobject.Record) {
		x.last = r.Rule
		if r.Aborted || r.Rule == rule.Internal {
			x.Errorf("%v by %v: %v", r.Status, r.Rule, r.Err)
		}
	}
	return x
}

func newSeededHandler(s store.Store) *getobject.Handler {
	return &getobject.Handler{
		Store: s, Authenticator: &sigv4.Authenticator{Credentials: credentials}, Authorizer: flakyAuthorizer{},
		Now: func() time.Time { return clock },
	}
}

// flakyAuthorizer allows the owner everything, and others what depends on nothing but the question.
type flakyAuthorizer struct{}

func (flakyAuthorizer) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	if strings.HasSuffix(a.Identity.ARN, "owner") {
		return getobject.Allow, nil
	}
	mood := crc32.ChecksumIEEE([]byte(a.Identity.ARN + string(a.Action) + a.Bucket.Name + a.Key))
	switch mood % 16 {
	case 0:
		return getobject.Deny, nil
	case 1:
		return getobject.DenyExplicitly, nil
	}
	return getobject.Allow, nil
}

// Errorf tells a fault and the request that has it.
func (x *session) Errorf(format string, args ...any) {
	if x.faults++; x.faults > 3 {
		return
	}
	x.t.Errorf("request %d of seed %d: %s %q of %q, query %q%q, header %q, signing %+v: %s",
		x.n, x.seed, x.d.method, x.d.path, x.d.host, x.d.query, x.d.raw, x.d.header, x.d.signing, fmt.Sprintf(format, args...))
}

// An answerChecker is a ResponseWriter that keeps what it needs to judge a response.
type answerChecker struct {
	header   http.Header
	status   int
	n        int64
	sum      uint32
	document []byte // of an error
	early    bool   // a write without a status
	twice    bool   // a second status
}

func (j *answerChecker) Header() http.Header { return j.header }

func (j *answerChecker) WriteHeader(status int) {
	j.twice = j.twice || j.status != 0
	j.status = status
}

func (j *answerChecker) Write(p []byte) (int, error) {
	j.early = j.early || j.status == 0
	if j.n += int64(len(p)); j.status >= 300 {
		j.document = append(j.document, p...)
	}
	j.sum = crc32.Update(j.sum, crc32.IEEETable, p)
	return len(p), nil
}

// send sends the request by a method.
func (x *session) send(method string) *answerChecker {
	x.r = x.d.request(method)
	return x.answer()
}

// answer sends the request and checks what holds for each answer.
func (x *session) answer() *answerChecker {
	defer func() {
		if v := recover(); v != nil {
			x.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	j, method, fields := &answerChecker{header: http.Header{}}, x.r.Method, len(x.r.Header)
	x.handler.ServeHTTP(j, x.r)
	canonicalize(j.header)
	x.seen[x.last]++
	if j.early || j.twice {
		x.Errorf("a write before the status: %v, a second status: %v", j.early, j.twice)
	}
	if len(x.r.Header) != fields {
		x.Errorf("the header of the request was changed to %q", x.r.Header)
	}
	checkAnswer(x, method, j.status, j.header, int(j.n))
	if j.status >= 300 && j.status != http.StatusNotModified && method != http.MethodHead {
		x.checkError(j)
	}
	if strings.HasPrefix(x.last.ID, "signature/") && x.d.proved() {
		x.Errorf("refused by %v: %s", x.last, j.document)
	}
	return j
}

// checkError checks that an error is a document of XML and nothing else. The same document
// is read once.
func (x *session) checkError(j *answerChecker) {
	if got := j.header.Get("Content-Type"); got != "application/xml" {
		x.Errorf("an error of type %q", got)
	}
	hash := maphash.Bytes(x.hash, j.document)
	if x.documents[hash] {
		return
	}
	x.documents[hash] = true
	var doc struct{ Code, Message, RequestId, HostId string }
	decoder := xml.NewDecoder(bytes.NewReader(j.document))
	err := decoder.Decode(&doc)
	if err == nil {
		if _, err = decoder.Token(); err == io.EOF {
			err = nil
		}
	}
	if err != nil || doc.Code == "" || doc.Message == "" || doc.RequestId != ids.Request || doc.HostId != ids.Host || !utf8.Valid(j.document) {
		x.Errorf("document %q: %v, %+v", j.document, err, doc)
	}
}

// checkAgain checks that the same request is answered the same.
func (x *session) checkAgain(first *answerChecker) {
	if again := x.answer(); !reflect.DeepEqual(first, again) {
		x.Errorf("answered %+v, then %+v", first, again)
	}
}

// checkHead checks that a HEAD is answered as the GET, but for what S3 answers otherwise.
func (x *session) checkHead(get *answerChecker) {
	by := x.last
	head := x.send(http.MethodHead)
	switch by {
	case rule.ModeMissingKey, rule.ArchivedClass, rule.ArchivedTier:
		if x.last == by {
			x.Errorf("HEAD is %d by %v, as GET", head.status, by)
		}
		return
	case rule.SubResource, rule.SubResourceMethod:
		return
	}
	head.header.Del("X-Amz-Archive-Status")
	if by == rule.PlainHTTP && head.header.Get("Location") != "" {
		head.header["Location"] = get.header["Location"] // which repeats the signature
	}
	if head.status != get.status || x.last != by || !reflect.DeepEqual(head.header, get.header) {
		x.Errorf("GET is %d by %v with %q, HEAD %d by %v with %q", get.status, by, get.header, head.status, x.last, head.header)
	}
}

// run sends the requests of a seed.
func (x *session) run(seed uint64, requests int) {
	g := rand.New(rand.NewPCG(seed, 2026))
	x.seed = seed
	for x.n = 0; x.n < requests && x.faults == 0; {
		if x.d = newRandomRequest(g); !x.d.complete(g) {
			continue
		}
		j := x.send(x.d.method)
		switch {
		case x.n%4 == 0:
			x.checkAgain(j)
		case x.n%4 == 1 && x.d.method == http.MethodGet:
			x.checkHead(j)
		}
		x.n++
	}
}

// TestRandomRequests sends a million random requests to handlers over one store, or some of them
// where tests are to be short or are slowed down by the race detector. All seeds are the
// same each time.
func TestRandomRequests(t *testing.T) {
	const requests = 10_000
	seeds := uint64(100)
	if testing.Short() || raceDetected() {
		seeds = 15
	}
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	stock := newLargeStock(t)
	var next atomic.Uint64
	sessions := make([]*session, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i := range sessions {
		sessions[i] = newSession(t, stock)
		group.Go(func() {
			for seed := next.Add(1); seed <= seeds && !t.Failed(); seed = next.Add(1) {
				sessions[i].run(seed, requests)
			}
		})
	}
	group.Wait()
	seen := map[*rule.Rule]int{}
	for _, x := range sessions {
		for rule, n := range x.seen {
			seen[rule] += n
		}
	}
	checkReached(t, seen)
}

// unreached are the rules that no request to the stock can reach, and why.
var unreached = map[*rule.Rule]string{
	rule.SlowDown:      "no store is overloaded here",
	rule.Unavailable:   "no store is unavailable here",
	rule.OutsidePrefix: "the handler has no prefix here",
	rule.Internal:      "no store fails here",
}

// checkReached checks that the requests are random enough: that each rule decided some.
func checkReached(t *testing.T, seen map[*rule.Rule]int) {
	var missing []string
	for rule := range rule.All() {
		_, excused := unreached[rule]
		if n := seen[rule]; (n > 0) == excused && !strings.HasPrefix(rule.ID, "header/") {
			missing = append(missing, fmt.Sprintf("%v: %d", rule, n))
		}
	}
	if len(missing) > 0 && !t.Failed() {
		t.Errorf("rules that were not to be reached, or were not: %q", missing)
	}
	if testing.Verbose() {
		for _, rule := range slices.SortedFunc(maps.Keys(seen), func(a, b *rule.Rule) int { return seen[a] - seen[b] }) {
			t.Logf("%8d %v", seen[rule], rule)
		}
	}
}

// raceDetected reports whether the test was built with the race detector.
func raceDetected() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.ContainsFunc(info.Settings, func(s debug.BuildSetting) bool { return s.Key == "-race" && s.Value == "true" })
}
