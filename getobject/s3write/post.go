package s3write

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// A PostAuthenticator is a [getobject.Authenticator] that also knows who signed the policy of a
// browser's form. Without one, forms are anonymous.
type PostAuthenticator interface {
	getobject.Authenticator

	// AuthenticatePost returns who signed the policy of a form, whose fields are got by
	// their names in lower case, or the zero Identity of a form without a policy.
	AuthenticatePost(ctx context.Context, field func(name string) (string, bool), b *store.Bucket, now time.Time) (getobject.Identity, error)
}

// A postForm is a form of a browser, as far as its file.
type postForm struct {
	fields map[string]string // by their names in lower case
	order  []string
	file   io.Reader
}

// maxFormFields is how many bytes the fields before the file may have together. S3 POST Object:
// Form Fields.
const maxFormFields = 20 << 10

// readForm reads the fields of a form up to its file. What comes after the file is not read.
func (c *call) readForm() (*postForm, error) {
	kind, params, err := mime.ParseMediaType(c.field("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return nil, refuse(rule.CodePreconditionFailed, "Condition", "Bucket POST must be of the enclosure-type multipart/form-data")
	}
	f := &postForm{fields: map[string]string{}}
	parts := multipart.NewReader(sent{c.hr.Body}, params["boundary"])
	for left := int64(maxFormFields); ; {
		part, err := parts.NextRawPart()
		var refused *getobject.Error
		switch {
		case err == io.EOF && len(f.order) > 0:
			return nil, badArgument("POST requires exactly one file upload per request.", "file", "0")
		case errors.As(err, &refused):
			return nil, refused
		case err != nil:
			return nil, refuse("MalformedPOSTRequest")
		}
		name := strings.ToLower(part.FormName())
		if name == "file" {
			f.file = part
			f.expand(baseName(part.FileName()))
			return f, nil
		}
		value, err := io.ReadAll(io.LimitReader(part, left+1))
		if left -= int64(len(name) + len(value)); left < 0 {
			return nil, refuse("MaxPostPreDataLengthExceededError")
		}
		if err != nil {
			return nil, refuse("MalformedPOSTRequest")
		}
		before, twice := f.fields[name]
		if !twice {
			f.order = append(f.order, name)
		}
		f.fields[name] = string(value)
		if twice && strings.HasPrefix(name, "x-amz-meta-") {
			f.fields[name] = before + "," + string(value)
		}
	}
}

// expand puts the name of the file where a field has a variable for it. A policy is about the
// fields as they are then. S3 SigV4: POST policy, Condition matching.
func (f *postForm) expand(name string) {
	for field, value := range f.fields {
		if field != "policy" {
			f.fields[field] = strings.ReplaceAll(value, "${filename}", name)
		}
	}
}

// field returns a field by its name in lower case.
func (f *postForm) field(name string) (string, bool) {
	value, ok := f.fields[name]
	return value, ok
}

// postObject stores the file of a browser's form. S3 POST Object.
func (c *call) postObject() error {
	f, err := c.readForm()
	if err != nil {
		return err
	}
	key, ok := f.field("key")
	if !ok || key == "" {
		return badArgument("Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.", "key", "")
	}
	if err := c.identify(f); err != nil {
		return err
	}
	policy, err := c.policyOf(f)
	if err != nil {
		return err
	}
	if err := c.become(f, key); err != nil {
		return err
	}
	if err := c.authorize(ActionPutObject, c.request.Key); err != nil {
		return err
	}
	v, err := c.postVersion(f)
	if err != nil {
		return err
	}
	if err := c.receiveFile(f, policy, &v); err != nil {
		return err
	}
	info, err := c.put(v, nil)
	if err != nil {
		return err
	}
	c.describe(info, v.CustomerKey)
	c.describeChecksum(info.Checksum)
	return c.posted(f, info.ETag)
}

// identify finds out who signed the policy. A form without one is whose the request is.
func (c *call) identify(f *postForm) (err error) {
	a, ok := c.h.Read.Authenticator.(PostAuthenticator)
	if _, signed := f.field("policy"); !ok || !signed {
		return nil
	}
	c.identity, err = a.AuthenticatePost(c.ctx, f.field, c.bucket, c.request.Time)
	c.record.Identity = c.identity
	return err
}

// policyOf returns the policy of a form that it allows, or one that allows everything.
func (c *call) policyOf(f *postForm) (*postPolicy, error) {
	text, ok := f.field("policy")
	if !ok {
		return &postPolicy{most: maxBody}, nil
	}
	p, err := parsePostPolicy(text)
	if err != nil {
		return nil, err
	}
	return p, p.check(f, c.bucket.Name, c.request.Time)
}

// baseName returns the name of a file without the folders that old browsers send.
func baseName(name string) string { return name[strings.LastIndexAny(name, `/\`)+1:] }

// formHeaders are the fields of a form that are header fields of an upload, beside those that begin
// with x-amz-.
var formHeaders = [...]string{"cache-control", "content-type", "content-disposition", "content-encoding", "content-language", "content-md5", "expires"}

// become makes the request of c that of an upload with the fields of the form as its header, so
// that all that is said of an object is read by the same code.
func (c *call) become(f *postForm, key string) error {
	header := http.Header{}
	for _, name := range [...]string{"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"} {
		header[name] = c.hr.Header[name]
	}
	for _, name := range f.order {
		if strings.HasPrefix(name, "x-amz-") {
			header.Set(name, f.fields[name])
		}
	}
	for _, name := range formHeaders {
		if value, ok := f.field(name); ok {
			header.Set(name, value)
		}
	}
	if acl, ok := f.field("acl"); ok {
		header.Set("X-Amz-Acl", acl)
	}
	hr := c.hr.WithContext(c.ctx)
	hr.Header, hr.URL = header, &url.URL{Path: strings.TrimSuffix(c.hr.URL.Path, "/") + "/" + key}
	r, err := getobject.ParseOther(hr, c.h.Read.Options(c.hr))
	if err != nil {
		return err
	}
	c.hr, c.request = hr, r
	c.record.Key = key
	return nil
}

// postVersion reads what the form says about the version.
func (c *call) postVersion(f *postForm) (write.Version, error) {
	v, err := c.properties()
	text, ok := f.field("tagging")
	if err != nil || !ok {
		return v, err
	}
	if err := c.authorize(ActionPutObjectTagging, c.request.Key); err != nil {
		return v, err
	}
	var document struct {
		XMLName xml.Name                      `xml:"Tagging"`
		TagSet  []struct{ Key, Value string } `xml:"TagSet>Tag"`
	}
	if err := xml.Unmarshal([]byte(text), &document); err != nil {
		return v, refuse("MalformedXML")
	}
	for _, t := range document.TagSet {
		v.Tags = append(v.Tags, write.Tag{Key: t.Key, Value: t.Value})
	}
	return v, checkTags(v.Tags)
}

// receiveFile receives the file, and checks its length and its digests.
func (c *call) receiveFile(f *postForm, policy *postPolicy, v *write.Version) (err error) {
	cl := new(claim)
	if err := c.readMD5(cl); err != nil {
		return err
	}
	if err := c.readChecksum(cl); err != nil {
		return err
	}
	algorithm := checksum.CRC64NVME
	if a := cl.algorithm(); a != checksum.None {
		algorithm = a
	}
	if c.content, err = c.h.Store.Stage(c.ctx); err != nil {
		return err
	}
	most := min(policy.most, maxBody)
	file := &capped{r: f.file, most: most}
	got, err := summed(file, c.content, algorithm)
	switch {
	case errors.Is(err, errTooMuch):
		rest, _ := io.Copy(io.Discard, f.file) // whose length S3 tells
		return refuse("EntityTooLarge", "ProposedSize", strconv.FormatInt(file.read+rest, 10), "MaxSizeAllowed", strconv.FormatInt(most, 10))
	case err != nil && errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("IncompleteBody")
	case err != nil:
		return unexpected(err)
	case got.size < policy.least:
		return refuse("EntityTooSmall", "ProposedSize", strconv.FormatInt(got.size, 10), "MinSizeAllowed", strconv.FormatInt(policy.least, 10))
	}
	v.ETag, v.Checksum = tagOf(got.md5, v), got.sum
	return cl.check(got, nil)
}

// The document of a form that asks for 201. S3 POST Object: Response Elements.
type postResponse struct {
	XMLName  xml.Name `xml:"PostResponse"`
	Location string
	Bucket   string
	Key      string
	ETag     string
}

// posted answers as the form wants: with a redirect, or with 200, 201 or, by default, 204. S3 POST
// Object: success_action_redirect, success_action_status.
func (c *call) posted(f *postForm, etag string) error {
	scheme := "http"
	if c.request.Secure {
		scheme = "https"
	}
	// S3 escapes the slashes of a key here, and nowhere else.
	folder := strings.TrimSuffix(c.hr.URL.Path, c.request.Key)
	at := scheme + "://" + c.hr.Host + (&url.URL{Path: folder}).EscapedPath() + url.PathEscape(c.request.Key)
	c.answer.add("Location", at)
	c.answer.status = http.StatusNoContent
	if to := c.redirectOf(f, etag); to != "" {
		c.answer.status = http.StatusSeeOther
		c.answer.add("Location", to)
		return nil
	}
	switch status, _ := f.field("success_action_status"); status {
	case "200":
		c.answer.status = http.StatusOK
	case "201":
		c.answer.status = http.StatusCreated
		c.answer.document = postResponse{Location: at, Bucket: c.bucket.Name, Key: named(c.request.Key), ETag: etag}
	}
	return nil
}

// redirectOf returns where the form wants the browser to go, or "" where it wants it nowhere.
func (c *call) redirectOf(f *postForm, etag string) string {
	to, ok := f.field("success_action_redirect")
	if !ok {
		to = f.fields["redirect"]
	}
	target, err := url.Parse(to)
	if err != nil || target.Scheme == "" || target.Host == "" {
		return ""
	}
	query := "bucket=" + url.QueryEscape(c.bucket.Name) + "&key=" + url.QueryEscape(c.request.Key) + "&etag=" + url.QueryEscape(etag)
	if target.RawQuery != "" {
		query = target.RawQuery + "&" + query
	}
	target.RawQuery = query
	return target.String()
}
