package s3write

import (
	"cmp"
	"crypto/md5"
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// properties reads what the header says about the version that is to be written.
func (c *call) properties() (write.Version, error) {
	var v write.Version
	for _, read := range [...]func(*call, *write.Version) error{
		(*call).readDescription,
		(*call).readMetadata,
		(*call).readClass,
		(*call).readTags,
		(*call).readLock,
		(*call).readEncryption,
		(*call).readAccess,
	} {
		if err := read(c, &v); err != nil {
			return write.Version{}, err
		}
	}
	return v, nil
}

// readDescription reads how the content is described. Of Content-Encoding the coding is taken
// away in which the body came.
func (c *call) readDescription(v *write.Version) error {
	v.ContentType = c.field("Content-Type")
	v.CacheControl = c.field("Cache-Control")
	v.ContentDisposition = c.field("Content-Disposition")
	v.ContentLanguage = c.field("Content-Language")
	v.Expires = c.field("Expires")
	var codings []string
	for coding := range strings.SplitSeq(c.field("Content-Encoding"), ",") {
		if coding = strings.TrimSpace(coding); coding != "" && coding != "aws-chunked" {
			codings = append(codings, coding)
		}
	}
	v.ContentEncoding = strings.Join(codings, ",")
	v.WebsiteRedirectLocation = c.argument("X-Amz-Website-Redirect-Location")
	to := v.WebsiteRedirectLocation
	if to != "" && !strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "http://") && !strings.HasPrefix(to, "https://") {
		return refuse("InvalidRedirectLocation")
	}
	return nil
}

// metaPrefix begins the names of user metadata.
const metaPrefix = "X-Amz-Meta-"

// maxMetadata is how long names and values of user metadata may be together. S3 User Guide:
// Working with object metadata.
const maxMetadata = 2048

// readMetadata reads the user metadata, from the header or from a presigned URL, in the order
// of the names. Encoded words stand for what they mean (RFC 2047 §2); what is malformed among them
// stands for itself.
func (c *call) readMetadata(v *write.Version) error {
	all := make(map[string]string)
	if c.request.Query.Has("X-Amz-Algorithm") || c.request.Query.Has("AWSAccessKeyId") {
		for _, p := range c.request.Query {
			if name, ok := strings.CutPrefix(canonical(p.Name), metaPrefix); ok {
				all[strings.ToLower(name)] = p.Value
			}
		}
	}
	for name, lines := range c.hr.Header {
		if name, ok := strings.CutPrefix(name, metaPrefix); ok {
			all[strings.ToLower(name)] = strings.Join(lines, ",")
		}
	}
	size := 0
	words := new(mime.WordDecoder)
	for name, value := range all {
		if decoded, err := words.DecodeHeader(value); err == nil && utf8.ValidString(decoded) {
			value = decoded
		}
		size += len(name) + len(value)
		v.Metadata = append(v.Metadata, store.Metadata{Name: name, Value: value})
	}
	if size > maxMetadata {
		return refuse("MetadataTooLarge", "Size", strconv.Itoa(size), "MaxSizeAllowed", strconv.Itoa(maxMetadata))
	}
	slices.SortFunc(v.Metadata, func(a, b store.Metadata) int { return cmp.Compare(a.Name, b.Name) })
	return nil
}

// classes are the storage classes that a client may choose.
var classes = [...]string{
	"STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING",
	"GLACIER", "DEEP_ARCHIVE", "GLACIER_IR", "EXPRESS_ONEZONE",
}

// readClass reads the storage class.
func (c *call) readClass(v *write.Version) error {
	class, ok := c.request.Argument("X-Amz-Storage-Class")
	if ok && (!slices.Contains(classes[:], class) || class == "EXPRESS_ONEZONE" && !c.bucket.IsDirectory()) {
		return refuse("InvalidStorageClass", "StorageClassRequested", class)
	}
	if class != "STANDARD" {
		v.StorageClass = class
	}
	return nil
}

// What tags may be. S3 User Guide: Categorizing your objects using tags.
const (
	maxTags     = 10
	maxTagKey   = 128
	maxTagValue = 256
)

// readTags reads the tags, which are in the form of a query. They need a permission.
func (c *call) readTags(v *write.Version) error {
	text, ok := c.request.Argument("X-Amz-Tagging")
	if !ok || text == "" {
		return nil
	}
	if err := c.authorize(ActionPutObjectTagging, c.request.Key); err != nil {
		return err
	}
	const form = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."
	for pair := range strings.SplitSeq(text, "&") {
		if pair == "" {
			continue
		}
		key, value, _ := strings.Cut(pair, "=")
		divided := strings.Contains(value, "=") // as where a comma divides tags
		key, keyErr := url.QueryUnescape(key)
		value, valueErr := url.QueryUnescape(value)
		twice := slices.ContainsFunc(v.Tags, func(t write.Tag) bool { return t.Key == key })
		if keyErr != nil || valueErr != nil || divided || twice || key == "" {
			return badArgument(form, "x-amz-tagging", text)
		}
		v.Tags = append(v.Tags, write.Tag{Key: key, Value: value})
	}
	return checkTags(v.Tags)
}

// checkTags refuses tags that S3 does not have.
func checkTags(tags []write.Tag) error {
	if len(tags) > maxTags {
		return say(rule.CodeBadRequest, "Object tags cannot be greater than 10")
	}
	for _, t := range tags {
		switch {
		case strings.HasPrefix(t.Key, "aws:"):
			return say("InvalidTag", "Your TagKey cannot be prefixed with aws:", "TagKey", t.Key)
		case t.Key == "" || utf8.RuneCountInString(t.Key) > maxTagKey || strings.ContainsFunc(t.Key, outsideTags):
			return say("InvalidTag", "The TagKey you have provided is invalid", "TagKey", t.Key)
		case utf8.RuneCountInString(t.Value) > maxTagValue || strings.ContainsFunc(t.Value, outsideTags):
			return say("InvalidTag", "The TagValue you have provided is invalid", "TagKey", t.Key, "TagValue", t.Value)
		}
	}
	return nil
}

// outsideTags reports whether tags may not have a character.
func outsideTags(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsSpace(r) && !strings.ContainsRune("+-=._:/@", r)
}

// readEncryption reads how the version is to be encrypted, which is with SSE-S3 where nothing
// is said.
func (c *call) readEncryption(v *write.Version) error {
	key, err := c.request.CustomerKey()
	if err != nil {
		return err
	}
	const name = "x-amz-server-side-encryption"
	algorithm, ok := c.request.Argument(canonical(name))
	id, hasID := c.request.Argument("X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id")
	uses, hasUse := c.request.Argument("X-Amz-Server-Side-Encryption-Bucket-Key-Enabled")
	bucketKey := strings.EqualFold(uses, "true")
	switch {
	case ok && !key.IsZero():
		return badArgument("Server Side Encryption with Customer provided key is incompatible with the encryption method specified", name, algorithm)
	case !key.IsZero() && len(key.Bytes()) != 32: // which a read takes, and finds to be another
		return say(rule.CodeInvalidArgument, "The secret key was invalid for the specified algorithm.", "ArgumentName", name)
	case !key.IsZero():
		v.CustomerKey = key
		return nil
	case !ok && !hasID:
		if algorithm, id, bucketKey, err = c.defaultEncryption(); err != nil {
			return err
		}
	case !ok:
		algorithm = string(sse.AES256)
	case !slices.Contains([]sse.Algorithm{sse.AES256, sse.KMS, sse.DSSE}, sse.Algorithm(algorithm)):
		return badArgument("The encryption method specified is not supported", name, algorithm)
	}
	v.Encryption.Algorithm = sse.Algorithm(algorithm)
	if !v.Encryption.UsesKMS() {
		if hasID {
			return badArgument("Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms", name, algorithm)
		}
		return nil
	}
	if ok && !hasUse {
		if _, _, bucketKey, err = c.defaultEncryption(); err != nil {
			return err
		}
	}
	v.Encryption.KMSKeyID = c.keyName(id)
	v.Encryption.BucketKey = bucketKey
	return nil
}

// keyID is what ids of KMS keys are.
var keyID = regexp.MustCompile(`^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)

// keyName returns the resource name of a KMS key of the bucket's account, which an id stands for; without one
// it is the key that S3 has in each account and region. What is no id stays as it is, as an alias.
func (c *call) keyName(id string) string {
	region, account := c.bucket.SigningRegion(), cmp.Or(c.bucket.Owner, "000000000000")
	switch {
	case id == "":
		sum := md5.Sum([]byte("aws/s3 " + region + " " + account))
		id = fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:])
	case !keyID.MatchString(id):
		return id
	}
	return "arn:" + address.Address{Region: region}.Partition() + ":kms:" + region + ":" + account + ":key/" + id
}
