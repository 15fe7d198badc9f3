package s3write

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// maxClientToken is the length of the longest client token. S3 RenameObject: x-amz-client-token.
const maxClientToken = 64

// renameObject gives an object of a directory bucket another key. S3 RenameObject.
func (c *call) renameObject() error {
	if !c.bucket.IsDirectory() {
		return unsupported("x-amz-rename-source")
	}
	const name = "x-amz-rename-source"
	text := c.argument("X-Amz-Rename-Source")
	path, err := url.QueryUnescape(text)
	from := strings.TrimPrefix(strings.TrimPrefix(path, "/"), c.bucket.Name+"/")
	if err != nil || from == "" || strings.HasPrefix(path, "arn:") {
		return badArgument("The rename source must mention a key of the bucket.", name, text)
	}
	token := c.argument("X-Amz-Client-Token")
	if len(token) > maxClientToken {
		return badArgument("The client token is longer than 64 characters.", "x-amz-client-token", token)
	}
	if done, err := c.repeated(token, from); done || err != nil {
		return err
	}
	err = write.Rename(c.ctx, c.h.Store, c.bucket.Name, from, c.request.Key, func(source, target *store.Info) error {
		if err := c.checkRename("X-Amz-Rename-Source-If-", source); err != nil {
			return err
		}
		return c.checkRename("If-", target)
	})
	if err != nil {
		return err
	}
	return c.remember(token, from)
}

// renamed returns the name of the document in the store that says what was renamed with a token.
func renamed(token string) string { return "renamed " + token }

// repeated reports whether a rename with that token was done before. One of other keys is
// refused. S3 RenameObject: Errors.
func (c *call) repeated(token, from string) (bool, error) {
	if token == "" {
		return false, nil
	}
	done, err := write.LookupConfiguration(c.ctx, c.h.Store, c.bucket.Name, renamed(token))
	if err == nil && done != nil && string(done) != from+"\n"+c.request.Key {
		err = refuse("IdempotencyParameterMismatch")
	}
	return done != nil, err
}

// remember keeps what was renamed with a token.
func (c *call) remember(token, from string) error {
	if token == "" {
		return nil
	}
	return write.Configure(c.ctx, c.h.Store, c.bucket.Name, renamed(token), []byte(from+"\n"+c.request.Key))
}

// checkRename evaluates the conditions on the source or on the target, which may be nil.
func (c *call) checkRename(prefix string, info *store.Info) error {
	fields := make(http.Header)
	for name, lines := range c.hr.Header {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			fields["If-"+rest] = lines
		}
	}
	conditions := conditional.S3.Parse(fields)
	if !conditions.Present() {
		return nil
	}
	if info == nil {
		if len(fields.Values("If-Match")) == 0 {
			return nil
		}
		return refuse(rule.CodePreconditionFailed, "Condition", "If-Match")
	}
	outcome := conditional.Evaluate(conditions, conditional.Representation{ETag: info.ETag, LastModified: info.LastModified}, c.request.Time)
	if outcome.Decision == conditional.Proceed {
		return nil
	}
	return refuse(rule.CodePreconditionFailed, "Condition", outcome.Field)
}
