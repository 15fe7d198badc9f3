package policy

import (
	"net/netip"
	"time"
)

// A Request is what is known about one access. A field that is not set is a key that the
// request does not have, unless Values has it.
type Request struct {
	// Action is what is asked for, such as "s3:GetObject". Its case does not matter.
	Action string

	// Resource is the ARN of the object, the bucket or the KMS key:
	// arn:aws:s3:::bucket/key, arn:aws:s3:::bucket or arn:aws:kms:region:account:key/id.
	// The object of a request through an access point has the ARN that it has without.
	Resource string

	// Account is the account that owns the bucket or the KMS key: aws:ResourceAccount.
	Account string

	// ObjectOwner is the account that owns the object, or "" if that is Account.
	ObjectOwner string

	// OrgID and OrgPaths are where Account is in an organization: aws:ResourceOrgID and
	// aws:ResourceOrgPaths.
	OrgID    string
	OrgPaths []string

	// Principal is who asks.
	Principal Principal

	// AccessPoint is what the request came through, or nil.
	AccessPoint *AccessPoint

	// Time is when the request came: aws:CurrentTime and aws:EpochTime.
	Time time.Time

	// SourceIP is the address of the client: aws:VpcSourceIp for a request through a VPC
	// endpoint, and aws:SourceIp for others.
	SourceIP netip.Addr

	// VPC and VPCEndpoint are the ids of those that the request came from and through:
	// aws:SourceVpc and aws:SourceVpce.
	VPC, VPCEndpoint string

	// Secure says that the request came over TLS: aws:SecureTransport.
	Secure bool

	// TLSVersion is its version, such as "1.2": s3:TlsVersion.
	TLSVersion string

	// Referer and UserAgent are the header fields: aws:Referer and aws:UserAgent.
	Referer, UserAgent string

	// AuthType is REST-HEADER, REST-QUERY-STRING or POST: s3:authType.
	AuthType string

	// SignatureVersion is AWS4-HMAC-SHA256, AWS4-ECDSA-P256-SHA256 or AWS:
	// s3:signatureversion. SignatureAge is the time since the request was signed, in
	// milliseconds s3:signatureAge, which a request with a signature has.
	SignatureVersion string
	SignatureAge     time.Duration

	// Region is where the request went: aws:RequestedRegion.
	Region string

	// VersionID is the versionId parameter: s3:VersionId.
	VersionID string

	// Tags are those of the object: s3:ExistingObjectTag/key. Their case matters.
	Tags map[string]string

	// Values has further keys by their full names, such as s3:prefix, kms:ViaService,
	// s3express:SessionMode and those of x-amz header fields. The case of a name does not
	// matter. A value for BinaryEquals is bytes, and not Base64.
	// kms:EncryptionContext:aws:s3:arn is the ARN of the object, or that of the bucket if
	// the object was encrypted with an S3 Bucket Key.
	Values map[string][]string

	trace *trace // of Trace
}

// An AccessPoint is what a request came through.
type AccessPoint struct {
	// ARN is that of the access point, arn:aws:s3:region:account:accesspoint/name:
	// s3:DataAccessPointArn.
	ARN string

	// Resource is what is asked for, as policies of the access point call it: the ARN,
	// or for an object the ARN, "/object/" and the key.
	Resource string

	// Account is the owner of the access point: s3:DataAccessPointAccount.
	Account string

	// VPC is the VPC that the access point is restricted to, or "" for one that is open
	// to the internet. It is what s3:AccessPointNetworkOrigin depends on.
	VPC string
}

// networkOrigin returns the value of s3:AccessPointNetworkOrigin.
func (a *AccessPoint) networkOrigin() string {
	if a.VPC != "" {
		return "VPC"
	}
	return "Internet"
}
