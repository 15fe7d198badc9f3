package s3write

import (
	"cmp"
	"encoding/xml"
	"errors"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A listedObject is one object of a list.
type listedObject struct {
	Key string
	listedProperties
}

// The properties of an object in lists of objects and of versions.
type listedProperties struct {
	LastModified string
	ETag         string
	listedChecksum
	Size         int64
	Owner        *owner `xml:",omitempty"`
	StorageClass string
}

// A listedChecksum says which checksum something has.
type listedChecksum struct {
	ChecksumAlgorithm string `xml:",omitempty"`
	ChecksumType      string `xml:",omitempty"`
}

// A commonPrefix is what keys are rolled up to.
type commonPrefix struct{ Prefix string }

// checksumOf returns what a list says of a checksum.
func checksumOf(i *store.Info) listedChecksum {
	if i.Checksum.IsZero() {
		return listedChecksum{}
	}
	return listedChecksum{i.Checksum.Algorithm().String(), i.Checksum.Type().String()}
}

// propertiesOf returns the properties of an item, with its owner if ownerOf is not nil.
func propertiesOf(i item, ownerOf owners) (p listedProperties, err error) {
	p = listedProperties{
		LastModified: stamp(i.info.LastModified), ETag: i.info.ETag, listedChecksum: checksumOf(i.info),
		Size: i.info.Size, StorageClass: cmp.Or(i.info.StorageClass, "STANDARD"),
	}
	if ownerOf != nil {
		p.Owner, err = ownerOf(i)
	}
	return p, err
}

// objects returns the items of a page as lists of objects have them.
func (p *page) objects(all []item, ownerOf owners) (objects []listedObject, prefixes []commonPrefix, err error) {
	for _, i := range all {
		if i.common {
			prefixes = append(prefixes, commonPrefix{p.name(i.name)})
			continue
		}
		o := listedObject{Key: p.name(i.name)}
		if o.listedProperties, err = propertiesOf(i, ownerOf); err != nil {
			return nil, nil, err
		}
		objects = append(objects, o)
	}
	return objects, prefixes, nil
}

// owners tell who owns a version.
type owners func(item) (*owner, error)

// owners returns what tells who owns a version, or nil if that is not asked for or nobody in particular
// asks. The owner is that of the bucket unless the bucket has ACLs, and if the version is gone meanwhile.
func (c *call) owners(asked bool) (owners, error) {
	if !asked || c.identity.Anonymous() && c.h.Read.Authenticator != nil && c.op.name != "ListObjectVersions" {
		return nil, nil
	}
	ownership, err := c.ownership()
	if err != nil {
		return nil, err
	}
	return func(i item) (*owner, error) {
		of := owner{c.bucket.Owner}
		if ownership == ownerEnforced {
			return &of, nil
		}
		ref := store.Ref{Bucket: c.bucket.Name, Key: i.name, Version: version.ByID(i.info.VersionID)}
		a, err := write.LookupAccessControl(c.ctx, c.h.Store, ref)
		if errors.Is(err, store.ErrNoKey) || errors.Is(err, store.ErrNoVersion) {
			err = nil
		}
		of.ID = cmp.Or(a.Owner, of.ID)
		return &of, err
	}, nil
}

// current picks the latest version of a key behind the marker, unless it is a delete marker.
func (p *page) current(e write.Entry) []item {
	if e.Key <= p.after || e.Versions[0].DeleteMarker {
		return nil
	}
	return []item{{name: e.Key, info: e.Versions[0], latest: true}}
}

// A objectListV2 is the document of ListObjectsV2.
type objectListV2 struct {
	XMLName               xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListBucketResult"`
	Name, Prefix          string
	StartAfter            string `xml:",omitempty"`
	ContinuationToken     string `xml:",omitempty"`
	NextContinuationToken string `xml:",omitempty"`
	KeyCount, MaxKeys     int
	Delimiter             string `xml:",omitempty"`
	EncodingType          string `xml:",omitempty"`
	IsTruncated           bool
	Contents              []listedObject
	CommonPrefixes        []commonPrefix
}

// listObjectsV2 lists the objects of a bucket. A continuation token goes before start-after.
func (c *call) listObjectsV2() error {
	p, err := c.readPage("max-keys")
	if err != nil {
		return err
	}
	if p.after, err = c.token("continuation-token"); err != nil {
		return err
	}
	start := ""
	if !c.request.Query.Has("continuation-token") {
		start = c.param("start-after")
		p.after = start
	}
	all, more, err := c.items(p, p.current)
	if err != nil {
		return err
	}
	document := objectListV2{
		Name: c.request.Bucket, Prefix: p.name(p.prefix), Delimiter: p.name(p.delimiter), StartAfter: p.name(start),
		ContinuationToken: c.param("continuation-token"), MaxKeys: p.limit, KeyCount: len(all), EncodingType: p.encoding(), IsTruncated: more,
	}
	if more {
		document.NextContinuationToken = tokenOf(all[len(all)-1].name)
	}
	ownerOf, err := c.owners(c.param("fetch-owner") == "true")
	if err != nil {
		return err
	}
	document.Contents, document.CommonPrefixes, err = p.objects(all, ownerOf)
	c.answer.document = document
	c.answer.fields = append(c.answer.fields, c.bucketRegion())
	return err
}

// An objectList is the document of ListObjects.
type objectList struct {
	XMLName              xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListBucketResult"`
	Name, Prefix, Marker string
	NextMarker           string `xml:",omitempty"`
	MaxKeys              int
	Delimiter            string `xml:",omitempty"`
	EncodingType         string `xml:",omitempty"`
	IsTruncated          bool
	Contents             []listedObject
	CommonPrefixes       []commonPrefix
}

// listObjects lists the objects of a bucket in the older form, which names the marker to go on
// with only if there is a delimiter. S3 ListObjects: NextMarker.
func (c *call) listObjects() error {
	p, err := c.readPage("max-keys")
	if err != nil {
		return err
	}
	p.after = c.param("marker")
	all, more, err := c.items(p, p.current)
	if err != nil {
		return err
	}
	document := objectList{
		Name: c.request.Bucket, Prefix: p.name(p.prefix), Marker: p.name(p.after), MaxKeys: p.limit,
		Delimiter: p.name(p.delimiter), EncodingType: p.encoding(), IsTruncated: more,
	}
	if more && p.delimiter != "" {
		document.NextMarker = p.name(all[len(all)-1].name)
	}
	ownerOf, err := c.owners(true)
	if err != nil {
		return err
	}
	document.Contents, document.CommonPrefixes, err = p.objects(all, ownerOf)
	c.answer.document = document
	c.answer.fields = append(c.answer.fields, c.bucketRegion())
	return err
}

// A versionList is the document of ListObjectVersions. Its entries are versions and delete
// markers as they follow each other.
type versionList struct {
	XMLName             xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListVersionsResult"`
	Name, Prefix        string
	KeyMarker           string
	VersionIDMarker     string `xml:"VersionIdMarker"`
	NextKeyMarker       string `xml:",omitempty"`
	NextVersionIDMarker string `xml:"NextVersionIdMarker,omitempty"`
	MaxKeys             int
	Delimiter           string `xml:",omitempty"`
	EncodingType        string `xml:",omitempty"`
	IsTruncated         bool
	Entries             []any
	CommonPrefixes      []commonPrefix
}

// A listedVersion is one version of it.
type listedVersion struct {
	XMLName   xml.Name `xml:"Version"`
	Key       string
	VersionID string `xml:"VersionId"`
	IsLatest  bool
	listedProperties
}

// A listedMarker is one delete marker of it.
type listedMarker struct {
	XMLName      xml.Name `xml:"DeleteMarker"`
	Key          string
	VersionID    string `xml:"VersionId"`
	IsLatest     bool
	LastModified string
	Owner        owner
}

// listVersions lists the versions of a bucket: the keys in order, and of a key the newest
// first.
func (c *call) listVersions() error {
	p, err := c.readPage("max-keys")
	if err != nil {
		return err
	}
	p.after = c.param("key-marker")
	id, named := c.request.Query.Get("version-id-marker")
	if named && p.after == "" {
		return badArgument("A version-id marker cannot be specified without a key marker.", "version-id-marker", id)
	}
	all, more, err := c.items(p, func(e write.Entry) []item { return p.versions(e, id) })
	if err != nil {
		return err
	}
	document := versionList{
		Name: c.request.Bucket, Prefix: p.name(p.prefix), KeyMarker: p.name(p.after), VersionIDMarker: id,
		MaxKeys: p.limit, Delimiter: p.name(p.delimiter), EncodingType: p.encoding(), IsTruncated: more,
	}
	if more {
		last := all[len(all)-1]
		document.NextKeyMarker = p.name(last.name)
		if last.info != nil {
			document.NextVersionIDMarker = idOf(last.info)
		}
	}
	document.Entries, document.CommonPrefixes, err = c.versionEntries(p, all)
	c.answer.document = document
	return err
}

// versions picks the versions of a key behind the marker, which is within the key if an id is
// given.
func (p *page) versions(e write.Entry, id string) []item {
	infos := e.Versions
	switch {
	case e.Key < p.after || e.Key == p.after && id == "":
		return nil
	case e.Key == p.after:
		// A marker that was deleted meanwhile leaves those behind it, and is not searched for.
		if i := slices.IndexFunc(infos, func(v *store.Info) bool { return idOf(v) == id }); i >= 0 {
			infos = infos[i+1:]
		}
	}
	all := make([]item, 0, len(infos))
	for i, info := range infos {
		all = append(all, item{name: e.Key, info: info, latest: i == 0 && len(infos) == len(e.Versions)})
	}
	return all
}

// idOf returns the id of a version as it is shown.
func idOf(i *store.Info) string { return cmp.Or(i.VersionID, version.NullID) }

// versionEntries returns the items of a page as a list of versions has them.
func (c *call) versionEntries(p page, all []item) (entries []any, prefixes []commonPrefix, err error) {
	ownerOf, err := c.owners(true)
	if err != nil {
		return nil, nil, err
	}
	for _, i := range all {
		switch {
		case i.common:
			prefixes = append(prefixes, commonPrefix{p.name(i.name)})
		case i.info.DeleteMarker:
			entries = append(entries, listedMarker{
				Key: p.name(i.name), VersionID: idOf(i.info), IsLatest: i.latest,
				LastModified: stamp(i.info.LastModified), Owner: owner{c.bucket.Owner},
			})
		default:
			v := listedVersion{Key: p.name(i.name), VersionID: idOf(i.info), IsLatest: i.latest}
			if v.listedProperties, err = propertiesOf(i, ownerOf); err != nil {
				return nil, nil, err
			}
			entries = append(entries, v)
		}
	}
	return entries, prefixes, nil
}
