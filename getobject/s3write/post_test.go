package s3write_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// newBucket makes the bucket "books".
func (h *harness) newBucket(rules cors.Rules) {
	h.Helper()
	if err := h.store.CreateBucket(store.Bucket{Name: "books", Owner: "123456789012", CORS: rules}); err != nil {
		h.Fatal(err)
	}
}

// An only authorizer allows everything to one account.
type only struct{ account string }

func (o only) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	if a.Identity.Account == o.account {
		return getobject.Allow, nil
	}
	return getobject.Deny, nil
}

// post sends a form: pairs of a field and its value, of which "file" is the file.
func (h *harness) post(fields ...string) *httptest.ResponseRecorder {
	h.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		if fields[i] == "file" {
			part, _ := w.CreateFormFile("file", `C:\pictures\cat.jpg`)
			_, _ = part.Write([]byte(fields[i+1]))
			continue
		}
		_ = w.WriteField(fields[i], fields[i+1])
	}
	_ = w.Close()
	return h.ask("POST", "/books", body.String(), "Content-Type", w.FormDataContentType())
}

// signedForm are the fields of a form with a policy of these conditions, which is signed.
func signedForm(conditions string, fields ...string) []string {
	document := `{"expiration": "2013-05-24T01:00:00Z", "conditions": [` + conditions + `]}`
	return signedPolicy(document, fields...)
}

func signedPolicy(document string, fields ...string) []string {
	const scope = "20130524/us-east-1/s3/aws4_request"
	policy := base64.StdEncoding.EncodeToString([]byte(document))
	key := []byte("AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
	for _, part := range append(strings.Split(scope, "/"), policy) {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(part))
		key = m.Sum(nil)
	}
	return append([]string{
		"policy", policy, "x-amz-algorithm", "AWS4-HMAC-SHA256", "x-amz-credential", "AKIAIOSFODNN7EXAMPLE/" + scope,
		"X-Amz-Date", "20130524T000000Z", "x-amz-signature", hex.EncodeToString(key),
	}, fields...)
}

// signing are the conditions that every signed form has.
const signing = `, ["starts-with", "$x-amz-credential", ""], {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-date": "20130524T000000Z"}`

// TestPostObject has forms that are accepted, and what they store.
func TestPostObject(t *testing.T) {
	h := newHarness(t).signed()
	h.read.Authorizer = only{"123456789012"}
	h.newBucket(nil)
	w := h.post(append(signedForm(`{"bucket": "books"}, ["starts-with", "$key", "user/"], {"acl": "private"}, ["starts-with", "$Content-Type", "image/"],`+
		`["eq", "$x-amz-meta-uuid", "14365123651274"], ["starts-with", "$tagging", ""], ["content-length-range", 1, 10]`+signing),
		"key", "user/${filename}", "acl", "private", "Content-Type", "image/jpeg", "x-amz-meta-uuid", "14365123651274",
		"tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>", "x-ignore-me", "x", "file", "meow", "submit", "ignored")...)
	if w.Code != 204 || w.Body.Len() != 0 || w.Header().Get("Location") != "https://example.com/books/user%2Fcat.jpg" {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if h.last.Operation != "PostObject" || h.last.Key != "user/cat.jpg" || h.last.Identity.AccessKey != "AKIAIOSFODNN7EXAMPLE" {
		t.Errorf("record %+v", h.last)
	}
	v := h.store.Versions("books", "user/cat.jpg")[0]
	if got := h.ask("GET", "/books/user/cat.jpg", ""); got.Code != 403 { // which nobody may read
		t.Errorf("GET: %d, want 403", got.Code)
	}
	if v.Size != 4 || v.ContentType != "image/jpeg" || v.TagCount != 1 || v.Metadata[0].Value != "14365123651274" ||
		v.ETag != `"4a4be40c96ac6314e91d93f38043a634"` {
		t.Errorf("stored %+v", v)
	}
}

// TestPostAnswers has how a form wants to be answered.
func TestPostAnswers(t *testing.T) {
	h := newHarness(t)
	h.newBucket(nil)
	for _, c := range []struct {
		name, value string
		status      int
		want        string
	}{
		{"success_action_status", "200", 200, ""},
		{"success_action_status", "201", 201, "<PostResponse><Location>https://example.com/books/a%20b</Location><Bucket>books</Bucket><Key>a b</Key><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></PostResponse>"},
		{"success_action_status", "404", 204, ""},
		{"success_action_redirect", "http://site.example/done?a=b", 303, "http://site.example/done?a=b&bucket=books&key=a+b&etag=%225d41402abc4b2a76b9719d911017c592%22"},
		{"redirect", "http://site.example/", 303, "http://site.example/?bucket=books&key=a+b&etag=%225d41402abc4b2a76b9719d911017c592%22"},
		{"success_action_redirect", "nowhere", 204, ""},
		{"success_action_redirect", "", 204, ""},
	} {
		w := h.post("key", "a b", c.name, c.value, "file", "hello")
		if got := w.Body.String(); w.Code != c.status || !strings.Contains(got+w.Header().Get("Location"), c.want) {
			t.Errorf("%s=%q: %d %s %s, want %d %s", c.name, c.value, w.Code, got, w.Header().Get("Location"), c.status, c.want)
		}
	}
}

// TestPostRefused has forms that are refused, with S3's words, and that leave nothing.
func TestPostRefused(t *testing.T) {
	const bucketKey = `{"bucket": "books"}, ["starts-with", "$key", "u"]`
	good := func(more ...string) []string { return append(signedForm(bucketKey+signing, "key", "u"), more...) }
	document := func(text string) []string { return append(signedPolicy(text), "key", "u", "file", "x") }
	for _, c := range []struct {
		name   string
		form   []string
		status int
		want   string
	}{
		{"no key", []string{"file", "x"}, 400, "Bucket POST must contain a field named &#39;key&#39;"},
		{"no file", []string{"key", "u"}, 400, "POST requires exactly one file upload per request."},
		{"long fields", []string{"key", "u", "x-amz-meta-a", strings.Repeat("a", 20<<10), "file", "x"}, 400, "MaxPostPreDataLengthExceededError"},
		{"long key", []string{"key", strings.Repeat("k", 1025), "file", "x"}, 400, "KeyTooLongError"},
		{"nobody", []string{"key", "u", "file", "x"}, 403, "AccessDenied"},
		{"digest", good("Content-MD5", "AAAA", "file", "x"), 403, "Extra input fields: content-md5"},
		{"wrong bucket", signedForm(`{"bucket": "other"}, ["starts-with", "$key", ""]`+signing, "key", "u", "file", "x"), 403,
			"Invalid according to Policy: Policy Condition failed: [&#34;eq&#34;, &#34;$bucket&#34;, &#34;other&#34;]"},
		{"wrong key", signedForm(`{"bucket": "books"}, ["starts-with", "$key", "v"]`+signing, "key", "u", "file", "x"), 403,
			"Policy Condition failed: [&#34;starts-with&#34;, &#34;$key&#34;, &#34;v&#34;]"},
		{"missing field", signedForm(bucketKey+`, {"acl": "private"}`+signing, "key", "u", "file", "x"), 403, "&#34;$acl&#34;"},
		{"extra field", good("x-amz-meta-foo", "a", "file", "x"), 403, "Invalid according to Policy: Extra input fields: x-amz-meta-foo"},
		{"content type list", signedForm(bucketKey+`, ["starts-with", "$Content-Type", "image/"]`+signing, "key", "u", "content-type", "image/a, text/b", "file", "x"), 403, "$Content-Type"},
		{"too long", signedForm(bucketKey+`, ["content-length-range", 0, 2]`+signing, "key", "u", "file", "xyz"), 400, "<Code>EntityTooLarge</Code>"},
		{"too short", signedForm(bucketKey+`, ["content-length-range", "4", "5"]`+signing, "key", "u", "file", "xyz"), 400,
			"<Code>EntityTooSmall</Code><Message>Your proposed upload is smaller than the minimum allowed size</Message><ProposedSize>3</ProposedSize><MinSizeAllowed>4</MinSizeAllowed>"},
		{"expired", document(`{"expiration": "2013-05-24T00:00:00Z", "conditions": []}`), 403, "Invalid according to Policy: Policy expired."},
		{"no JSON", document(`{`), 400, "Invalid Policy: Invalid JSON."},
		{"no expiration", document(`{"conditions": []}`), 400, "Invalid Policy: Policy missing expiration."},
		{"case of expiration", document(`{"Expiration": "2014-05-24T00:00:00Z", "conditions": []}`), 400, "Policy missing expiration."},
		{"no conditions", document(`{"expiration": "2014-05-24T00:00:00Z"}`), 400, "Policy missing conditions."},
		{"expiration", document(`{"expiration": "2014", "conditions": []}`), 400, "Invalid &#39;expiration&#39; value: &#39;2014&#39;"},
		{"condition", document(`{"expiration": "2014-05-24T00:00:00Z", "conditions": [["in", "$key", "u"]]}`), 400, "Invalid Condition"},
		{"field without dollar", document(`{"expiration": "2014-05-24T00:00:00Z", "conditions": [["eq", "key", "u"]]}`), 400, "Invalid Condition"},
		{"empty condition", document(`{"expiration": "2014-05-24T00:00:00Z", "conditions": [{}]}`), 400, "Simple-Condition"},
		{"range", document(`{"expiration": "2014-05-24T00:00:00Z", "conditions": [["content-length-range", -1, 2]]}`), 400, "Invalid content-length-range"},
		{"range of two", document(`{"expiration": "2014-05-24T00:00:00Z", "conditions": [["content-length-range", 2]]}`), 400, "Invalid content-length-range"},
		{"signature", append(good("file", "x")[:8], "x-amz-signature", "0", "key", "u", "file", "x"), 403, "SignatureDoesNotMatch"},
		{"version 2", []string{"policy", "x", "AWSAccessKeyId", "a", "signature", "b", "key", "u", "file", "x"}, 400, "Please use AWS4-HMAC-SHA256"},
	} {
		h := newHarness(t).signed()
		h.read.Authorizer = only{"123456789012"}
		h.newBucket(nil)
		w := h.post(c.form...)
		if got := strings.NewReplacer("&quot;", "&#34;", "'", "&#39;").Replace(w.Body.String()); w.Code != c.status || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d %s, want %d %s", c.name, w.Code, got, c.status, c.want)
		}
		if n := len(h.store.Keys("books")); n != 0 {
			t.Errorf("%s: %d keys are stored", c.name, n)
		}
	}
	h := newHarness(t)
	h.newBucket(nil)
	h.want(412, "Bucket POST must be of the enclosure-type multipart/form-data", "POST", "/books", "x", "Content-Type", "text/plain")
	for _, body := range []string{"", "x", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=key\r\n\r\nk"} {
		h.want(400, "MalformedPOSTRequest", "POST", "/books", body, "Content-Type", "multipart/form-data; boundary=b")
	}
	h.want(400, "", "POST", "/books", "--b\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhalf", "Content-Type", "multipart/form-data; boundary=b")
}

// TestPostCrossOrigin: a page of another origin may read the answer under the bucket's rules.
func TestPostCrossOrigin(t *testing.T) {
	h := newHarness(t)
	h.newBucket(cors.Rules{{AllowedOrigins: []string{"https://a.example"}, AllowedMethods: []string{"POST"}}})
	const form = "--b\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--\r\n"
	w := h.ask("POST", "/books", form, "Content-Type", "multipart/form-data; boundary=b", "Origin", "https://a.example")
	if w.Code != 204 || fmt.Sprint(w.Header()["Access-Control-Allow-Origin"]) != "[https://a.example]" {
		t.Errorf("POST of another origin: %d %v", w.Code, w.Header())
	}
}

// TestPostVariables: a policy is about the fields as they are once the name of the file stands in
// them, which every field may have, and a field that comes twice is a list.
func TestPostVariables(t *testing.T) {
	h := newHarness(t).signed()
	h.read.Authorizer = only{"123456789012"}
	h.newBucket(nil)
	for condition, status := range map[string]int{"user/cat.jpg": 204, "user/${filename}": 403} {
		w := h.post(append(signedForm(`["eq", "$key", "`+condition+`"], {"bucket": "books"}, ["eq", "$x-amz-meta-name", "cat.jpg,b"]`+signing),
			"key", "user/${filename}", "x-amz-meta-name", "${filename}", "x-amz-meta-name", "b", "file", "x")...)
		if w.Code != status {
			t.Errorf("key is %s: %d %s, want %d", condition, w.Code, w.Body, status)
		}
	}
	if v := h.store.Versions("books", "user/cat.jpg"); len(v) != 1 || v[0].Metadata[0].Value != "cat.jpg,b" {
		t.Errorf("stored %+v", v)
	}
}

// TestPostKeys: the key of a form is checked as that of a path is.
func TestPostKeys(t *testing.T) {
	for key, want := range map[string]string{
		"a\xff": "InvalidURI", strings.Repeat("k", 1025): "KeyTooLongError", "${filename}": "InvalidArgument",
	} {
		h := newHarness(t)
		h.newBucket(nil)
		body := "--b\r\nContent-Disposition: form-data; name=key\r\n\r\n" + key + "\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--\r\n"
		h.want(400, "<Code>"+want+"</Code>", "POST", "/books", body, "Content-Type", "multipart/form-data; boundary=b")
	}
}

// FuzzPost: no form makes the handler panic, and one that is refused stores nothing.
func FuzzPost(f *testing.F) {
	f.Add("--b\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--\r\n")
	f.Add("--b\r\nContent-Disposition: form-data; name=key\r\n\r\na\xff\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--\r\n")
	f.Add("--b\r\nContent-Disposition: form-data; name=key\r\n\r\n${filename}\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--\r\n")
	f.Add("--b\r\nContent-Disposition: form-data; name=policy\r\n\r\ne30=\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--\r\n")
	f.Fuzz(func(t *testing.T, body string) {
		h := newHarness(t)
		h.newBucket(nil)
		w := h.ask("POST", "/books", body, "Content-Type", "multipart/form-data; boundary=b")
		if stored := len(h.store.Keys("books")); (w.Code < 400) != (stored == 1) || w.Code >= 500 {
			t.Errorf("%q: %d, and %d keys are stored", body, w.Code, stored)
		}
	})
}
