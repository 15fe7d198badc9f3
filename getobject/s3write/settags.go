package s3write

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// A tagSet is the content of a Tagging document.
type tagSet struct {
	TagSet struct {
		Tag []struct{ Key, Value *string }
	}
}

// checked returns the tags of a document, if S3 has tags like them. S3 PutObjectTagging: Errors.
func (s *tagSet) checked() ([]write.Tag, error) {
	var tags []write.Tag
	for i, asked := range s.TagSet.Tag {
		if asked.Key == nil || asked.Value == nil {
			return nil, refuse("MalformedXML")
		}
		t := write.Tag{Key: *asked.Key, Value: *asked.Value}
		tags = append(tags, t)
		if slices.ContainsFunc(tags[:i], func(u write.Tag) bool { return u.Key == t.Key }) {
			return nil, say("InvalidTag", "Cannot provide multiple Tags with the same key", "TagKey", t.Key)
		}
	}
	return tags, nil
}

// putTagging replaces the tags of a version.
func (c *call) putTagging() error {
	ref, _, err := c.find(ActionPutObjectTagging, ActionPutObjectVersionTagging)
	if err != nil {
		return err
	}
	var asked tagSet
	if err := c.readXML(&asked, "Tagging", false); err != nil {
		return err
	}
	tags, err := asked.checked()
	if err != nil {
		return err
	}
	if err := checkTags(tags); err != nil {
		return err
	}
	return c.setTags(ref, tags)
}

// deleteTagging takes all tags from a version.
func (c *call) deleteTagging() error {
	ref, _, err := c.find(ActionDeleteObjectTagging, ActionDeleteObjectVersionTagging)
	if err != nil {
		return err
	}
	c.answer.status = http.StatusNoContent
	return c.setTags(ref, nil)
}

// setTags gives a version tags.
func (c *call) setTags(ref store.Ref, tags []write.Tag) error {
	slices.SortFunc(tags, func(a, b write.Tag) int { return cmp.Compare(a.Key, b.Key) })
	info, err := write.Revise(c.ctx, c.h.Store, ref, func(_ *store.Info, r *write.Revision) error {
		r.Tags = tags
		return nil
	})
	if err == nil {
		c.describeVersion("x-amz-version-id", info.VersionID)
	}
	return err
}

// maxBucketTags is how many tags a bucket may have. S3 PutBucketTagging.
const maxBucketTags = 50

// normalTagging returns a content, which is none if it has no tags.
func normalTagging(content []byte) []byte {
	var asked tagSet
	if _ = parse(content, &asked); len(asked.TagSet.Tag) == 0 {
		return []byte{}
	}
	return content
}

// acceptBucketTagging checks the tags of a bucket.
func acceptBucketTagging(c *call, content []byte) error {
	if content == nil {
		return nil
	}
	var asked tagSet
	if err := parse(content, &asked); err != nil {
		return err
	}
	tags, err := asked.checked()
	if err != nil {
		return err
	}
	if len(tags) > maxBucketTags {
		return say(rule.CodeBadRequest, "Bucket tag count cannot be greater than 50")
	}
	for _, t := range tags {
		switch system := strings.HasPrefix(t.Key, "aws:"); {
		case system && c.op.name == "CreateBucket":
			return say("InvalidTag", `User-defined tag keys can't start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.`)
		case system:
			return say("InvalidTag", "System tags cannot be added/updated by requester", "TagKey", t.Key)
		}
		if err := checkTags([]write.Tag{t}); err != nil {
			return err
		}
	}
	return nil
}
