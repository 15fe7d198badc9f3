package getobjecttest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestLint holds what can be said of every vector by arithmetic alone, without a server.
func TestLint(t *testing.T) {
	for _, file := range ruledFiles(t) {
		f, err := readLintFixture(file)
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		for _, v := range file.Vectors {
			for _, fault := range lint(f, v) {
				t.Errorf("%s: %s", v.ID, fault)
			}
		}
	}
}

// TestLintTwins: no request is there twice in a file for one rule, a HEAD is answered like the GET of
// the same request, and what a source refers to is there.
func TestLintTwins(t *testing.T) {
	files := ruledFiles(t)
	ids := map[string]bool{}
	for _, file := range files {
		for _, v := range file.Vectors {
			ids[v.ID] = true
		}
	}
	for _, file := range files {
		for _, fault := range lintTwins(file, ids) {
			t.Errorf("%s: %s", file.Name, fault)
		}
	}
}

// alike finds the vectors that a source refers to.
var alike = regexp.MustCompile(`recorded alike in ([^;]+)`)

// lintTwins returns what is wrong between the vectors of a file; ids are those of all
// vectors.
func lintTwins(file vectors.File, ids map[string]bool) (faults []string) {
	first, status := map[string]string{}, map[string]int{}
	for _, v := range file.Vectors {
		key := lintKey(v.Request)
		if other, twice := first[v.Rule+key]; twice {
			faults = append(faults, v.ID+" asks the same as "+other+" of the same rule")
		}
		first[v.Rule+key], status[key] = v.ID, v.Expect.Status
		if m := alike.FindStringSubmatch(v.Source); m != nil {
			for id := range strings.SplitSeq(m[1], " and ") {
				if !ids[id] {
					faults = append(faults, v.ID+" refers to "+id+", which is not there")
				}
			}
		}
	}
	for _, v := range file.Vectors {
		r := v.Request
		r.Method = http.MethodHead
		got, ok := status[lintKey(r)]
		if ok && v.Request.Method == http.MethodGet && got != v.Expect.Status && !onlyOfContent(v.Rule) {
			faults = append(faults, fmt.Sprintf("%s is %d, and its HEAD %d", v.ID, v.Expect.Status, got))
		}
	}
	return faults
}

// lintKey returns a text that requests have in common exactly if they are the same.
func lintKey(r vectors.Request) string {
	key, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return string(key)
}

// onlyOfContent reports whether a rule refuses a GET and not its HEAD.
func onlyOfContent(rule string) bool {
	return strings.HasPrefix(rule, "state/archived-") || rule == "locate/checksum-mode"
}

// A linted vector is one with what the checks need to know.
type linted struct {
	vectors.Vector
	fixture *lintFixture
	version *lintVersion      // what the request asks for, or nil
	headers map[string]string // expected, by canonical name; those of patterns are left out
	rule    *rule.Rule        // zero if the name is unknown
	faults  []string
}

// lint returns what is wrong with a vector over a fixture.
func lint(f *lintFixture, v vectors.Vector) []string {
	l := &linted{Vector: v, fixture: f, version: f.version(v.Request), headers: map[string]string{}}
	for name, value := range v.Expect.Headers {
		if value != "*" && (len(value) < 2 || value[0] != '/' || value[len(value)-1] != '/') {
			l.headers[http.CanonicalHeaderKey(name)] = value
		}
	}
	l.rule = allRules()[v.Rule]
	for _, check := range lintChecks {
		check(l)
	}
	return l.faults
}

var lintChecks = []func(*linted){
	(*linted).checkNames, (*linted).checkSpec, (*linted).checkActors, (*linted).checkTag,
	(*linted).checkDates, (*linted).checkVersion, (*linted).checkParts, (*linted).checkWindow,
	(*linted).checkWhole, (*linted).checkLength, (*linted).checkBody, (*linted).checkNotModified,
	(*linted).checkError, (*linted).checkOrder, (*linted).checkCode,
}

func (l *linted) fault(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

// preflight reports whether the request asks what a page may do, and for no object.
func (l *linted) preflight() bool { return l.Request.Method == http.MethodOptions }

// served reports whether the object is sent, or a part of it.
func (l *linted) served() bool {
	return !l.preflight() && (l.Expect.Status == http.StatusOK || l.Expect.Status == http.StatusPartialContent)
}

// checkNames: a HEAD is named so, a sentence is one, and a source is public.
func (l *linted) checkNames() {
	if strings.HasSuffix(l.ID, "-head") != (l.Request.Method == http.MethodHead) {
		l.fault("method: %s, want HEAD exactly where the id ends with -head", l.Request.Method)
	}
	if !strings.HasSuffix(l.Why, ".") {
		l.fault("why: %q is no sentence", l.Why)
	}
	if pathOfMachine.MatchString(l.Source) {
		l.fault("source: %q is a path of a machine", l.Source)
	}
	if l.rule == nil {
		l.fault("rule: %q is unknown", l.Rule)
	}
}

// pathOfMachine finds a path from the root, which no reader can follow.
var pathOfMachine = regexp.MustCompile(`(^|[ ;(])(/[a-z]|file:)`)

// The two forms in which a section is named.
var (
	sectionOfRFC = regexp.MustCompile(`^RFC [1-9][0-9]* §[0-9]+(\.[0-9]+)*$`)
	sectionOfS3  = regexp.MustCompile(`^(S3|IAM|KMS) [A-Z][A-Za-z0-9 ]+(: [^:].*)?$`)
)

// checkSpec: each section has one of the two forms, and a quirk names both sides.
func (l *linted) checkSpec() {
	ofRFC, ofS3 := 0, 0
	for _, s := range l.Spec {
		switch {
		case sectionOfRFC.MatchString(s):
			ofRFC++
		case sectionOfS3.MatchString(s):
			ofS3++
		default:
			l.fault("spec: %q is no section", s)
		}
	}
	if l.Kind == vectors.Quirk && (ofRFC == 0 || ofS3 == 0) {
		l.fault("spec: a quirk names the RFC and S3, not %q", l.Spec)
	}
}

// checkActors: who signs is in the fixture, and so is the bucket, unless that it is not
// is the answer.
func (l *linted) checkActors() {
	if l.Request.As != "" && !l.fixture.principal(l.Request.As) {
		l.fault("as: the fixture has no %q", l.Request.As)
	}
	if l.fixture.bucket(l.Request.Bucket) == nil && l.served() {
		l.fault("bucket: the fixture has no %q", l.Request.Bucket)
	}
	if l.served() && (l.version == nil || l.version.DeleteMarker) {
		l.fault("status: %d for a version that is not there", l.Expect.Status)
	}
}

// checkTag: the entity tag is that of the fixture, and no error has one.
func (l *linted) checkTag() {
	got, ok := l.headers["Etag"]
	switch {
	case !ok:
	case l.version == nil || l.Expect.Status >= 400:
		l.fault("ETag: %s, want none with %d", got, l.Expect.Status)
	case got != l.version.tag():
		l.fault("ETag: %s, want %s", got, l.version.tag())
	}
}

// checkDates: a date is written as HTTP writes it, and that of the modification is the
// version's.
func (l *linted) checkDates() {
	got, ok := l.headers["Last-Modified"]
	if !ok {
		return
	}
	if l.version == nil {
		l.fault("Last-Modified: %s, and no version", got)
		return
	}
	if want := l.version.LastModified.UTC().Format(http.TimeFormat); got != want {
		l.fault("Last-Modified: %s, want %s", got, want)
	}
}

// checkVersion: the version that is told is the one that is asked for.
func (l *linted) checkVersion() {
	got, ok := l.headers["X-Amz-Version-Id"]
	if !ok {
		return
	}
	b := l.fixture.bucket(l.Request.Bucket)
	switch {
	case l.version == nil:
		l.fault("x-amz-version-id: %s is not in the fixture", got)
	case got != l.version.id():
		l.fault("x-amz-version-id: %s, want %s", got, l.version.id())
	case b.Versioning == "" || b.Versioning == "unversioned":
		l.fault("x-amz-version-id: %s in a bucket that was never versioned", got)
	}
}

// checkParts: the number of parts is that of the upload, told to who asks for one.
func (l *linted) checkParts() {
	got, ok := l.headers["X-Amz-Mp-Parts-Count"]
	if !ok {
		return
	}
	if l.version == nil || got != strconv.Itoa(len(l.version.Parts)) {
		l.fault("x-amz-mp-parts-count: %s is not that of the upload", got)
	}
	if !slices.ContainsFunc(l.Request.Query, func(i vectors.Item) bool { return i.Name == "partNumber" }) {
		l.fault("x-amz-mp-parts-count: without partNumber")
	}
}

// checkWindow: a 206 says where its bytes are, inside the object, and nothing else does.
func (l *linted) checkWindow() {
	got, ok := l.headers["Content-Range"]
	if l.Expect.Status != http.StatusPartialContent {
		if ok {
			l.fault("Content-Range: %s with %d", got, l.Expect.Status)
		}
		return
	}
	if !ok && l.Expect.Headers["Content-Range"] == "" {
		l.fault("Content-Range: absent, want one with 206")
	}
	var first, last, size int64
	if !ok || l.version == nil {
		return
	}
	n, err := fmt.Sscanf(got, "bytes %d-%d/%d", &first, &last, &size)
	if err != nil || n != 3 || got != fmt.Sprintf("bytes %d-%d/%d", first, last, size) {
		l.fault("Content-Range: %q is none", got)
		return
	}
	if size != l.version.size() || first < 0 || first > last || last >= size {
		l.fault("Content-Range: %s is not inside %d bytes", got, l.version.size())
	}
	if length, ok := l.headers["Content-Length"]; ok && length != strconv.FormatInt(last-first+1, 10) {
		l.fault("Content-Length: %s with Content-Range %s", length, got)
	}
	b := l.Expect.BodyRange
	if b.Kind == vectors.Part && (b.First != first || b.Last != last) || b.Kind == vectors.Whole && last-first+1 != size {
		l.fault("bodyRange: %v with Content-Range %s", b, got)
	}
}

// checkWhole: a 200 has all of the object, but for the part that has no bytes.
func (l *linted) checkWhole() {
	if l.Expect.Status != http.StatusOK || l.version == nil && !l.preflight() {
		return
	}
	if l.preflight() {
		if length := l.headers["Content-Length"]; length != "0" {
			l.fault("Content-Length: %q of a preflight request", length)
		}
		return
	}
	want := l.version.size()
	if l.Rule == "part/empty" {
		want = 0
	}
	if length, ok := l.headers["Content-Length"]; ok && length != strconv.FormatInt(want, 10) {
		l.fault("Content-Length: %s, want %d", length, want)
	}
	b := l.Expect.BodyRange
	if b.Kind == vectors.Part || b.Kind == vectors.None && want > 0 && l.Request.Method == http.MethodGet {
		l.fault("bodyRange: %v with 200 of %d bytes", b, want)
	}
}

// checkLength: a length that is told is a number, without sign or zeros before it.
func (l *linted) checkLength() {
	got, ok := l.headers["Content-Length"]
	if n, err := strconv.ParseUint(got, 10, 63); ok && (err != nil || got != strconv.FormatUint(n, 10)) {
		l.fault("Content-Length: %q is no number", got)
	}
}

// checkBody: a HEAD and a 304 have no body, and an error has no bytes of the object.
func (l *linted) checkBody() {
	b := l.Expect.BodyRange.Kind
	content := b == vectors.Part || b == vectors.Whole
	if content && l.Request.Method == http.MethodHead {
		l.fault("bodyRange: %v of a HEAD", l.Expect.BodyRange)
	}
	if content && !l.served() {
		l.fault("bodyRange: %v with %d", l.Expect.BodyRange, l.Expect.Status)
	}
	if b == vectors.AnyBody && l.served() {
		l.fault("bodyRange: absent with %d", l.Expect.Status)
	}
}

// checkNotModified: a 304 says nothing of a content, and has a precondition.
func (l *linted) checkNotModified() {
	if l.Expect.Status != http.StatusNotModified {
		return
	}
	for _, name := range []string{"Content-Length", "Content-Range", "Content-Type", "Accept-Ranges"} {
		if got, ok := l.headers[name]; ok {
			l.fault("%s: %s with 304", name, got)
		}
	}
	if !slices.ContainsFunc(l.Request.Headers, func(h vectors.Line) bool { return strings.HasPrefix(h.Name, "If-") }) {
		l.fault("status: 304 without a precondition")
	}
}

// checkError: a GET that is refused names the code, and no other response does.
func (l *linted) checkError() {
	if l.Expect.Status < 300 || l.Expect.Status == http.StatusNotModified || l.Request.Method == http.MethodHead {
		return
	}
	if l.Expect.Error["Code"] == "" {
		l.fault("error: no Code with %d", l.Expect.Status)
	}
}

// checkOrder: a document begins with Code and Message, ends with RequestId and HostId,
// and has each element once.
func (l *linted) checkOrder() {
	order := l.Expect.ErrorOrder
	if order == nil {
		return
	}
	if len(order) < 4 || order[0] != "Code" || order[1] != "Message" ||
		order[len(order)-2] != "RequestId" || order[len(order)-1] != "HostId" {
		l.fault("errorOrder: %q", order)
	}
	if sorted := slices.Sorted(slices.Values(order)); len(slices.Compact(sorted)) != len(order) {
		l.fault("errorOrder: %q has an element twice", order)
	}
}

// onlyOfHeader reports whether a rule is about a header field and decides nothing.
func onlyOfHeader(r *rule.Rule) bool {
	for h := range getobject.HeaderRules() {
		if h == r {
			return true
		}
	}
	return false
}

// checkCode: status, code and message are those of the rule.
func (l *linted) checkCode() {
	if l.rule == nil || onlyOfHeader(l.rule) || l.Expect.Status < 400 && l.Expect.Status != http.StatusMovedPermanently {
		return
	}
	if want := l.rule.Code.Status(); l.Expect.Status != want {
		l.fault("status: %d, want %d of %s", l.Expect.Status, want, l.rule)
	}
	if got := l.Expect.Error["Code"]; got != "" && got != "*" && got != string(l.rule.Code) {
		l.fault("error Code: %s, want %s of %s", got, l.rule.Code, l.rule)
	}
	got, want := l.Expect.Error["Message"], l.rule.ErrorMessage()
	if got != "" && got != "*" && want != "" && got != want && l.rule.Code != rule.CodeAccessDenied {
		l.fault("error Message: %q, want %q of %s", got, want, l.rule)
	}
}
