namespace PerfTests.Infrastructure.Configuration;

/// <summary>What carries commands and files to a host.</summary>
public enum Transport
{
    /// <summary>SSH.NET wherever it can do what the entry and the user's ssh configuration need, else the OpenSSH client.</summary>
    Auto,

    /// <summary>The SSH.NET library: no program is started on the controller.</summary>
    SshNet,

    /// <summary>The OpenSSH client, with all that it can be configured to do.</summary>
    OpenSsh,
}
